//! Built-in functions, by family, with the examples and borders of the standard.

use crate::check;

#[test]
fn texts() {
    check(
        r#"substring("foobar", 3) => "obar"
           substring("foobar", 3, 3) => "oba"
           substring("foobar", -2, 1) => "a"
           substring("foobar", 0) => null
           substring("\U01F40Eab", 2) => "ab"
           string length("foo") => 3
           string length("\U01F40Eab") => 3
           upper case("aBc4") => "ABC4"
           lower case("aBc4") => "abc4"
           substring before("foobar", "bar") => "foo"
           substring before("foobar", "xyz") => ""
           substring after("foobar", "ob") => "ar"
           substring after("", "a") => ""
           replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") => "[1=ab][2=]cd"
           replace("aaa", "a", "b") => "bbb"
           replace("abc", "[a-z]*", "x") => null
           contains("foobar", "of") => false
           starts with("foobar", "fo") => true
           ends with("foobar", "r") => true
           matches("foobar", "^fo*b") => true
           matches("foobar", "^Fo*b", "i") => true
           matches("abc", "[", "i") => null
           matches("abc", "[a-z-[b]]") => true
           matches("bb", "^[a-z-[b]]+$") => false
           split("John Doe", "\s") => ["John", "Doe"]
           split("a;b;c;;", ";") => ["a", "b", "c", "", ""]
           string join(["a","b","c"], "_and_") => "a_and_b_and_c"
           string join(["a","b","c"]) => "abc"
           string join(["a",null,"c"], "-") => "a-c"
           string join([], "X") => ""
           string(1.1) => "1.1"
           string(@"2012-12-25") => "2012-12-25"
           string([1, "a"]) => "[1, \"a\"]"
           string(null) => null
           number("1 000,0", " ", ",") => 1000
           number("1,000.5", ",", ".") => 1000.5
           number("1,000", ",", ",") => null
           number("x") => null"#,
    );
}

#[test]
fn lists() {
    check(
        r#"list contains([1,2,3], 2) => true
           list contains([1,null], null) => true
           count([1,2,3]) => 3
           count([]) => 0
           count([[], [[], []]]) => 2
           min([1,2,3]) => 1
           max(1,2,3) => 3
           min([]) => null
           min([1, "a"]) => null
           max(["a", "c", "b"]) => "c"
           max([1, null]) => null
           sum([1,2,3]) => 6
           sum(1,2,3) => 6
           sum([]) => null
           mean([1,2,3]) => 2
           mean([]) => null
           all([false,null,true]) => false
           all([]) => true
           all([true,null]) => null
           all(true) => true
           all(0) => null
           any([false,null,true]) => true
           any([]) => false
           any([false,null]) => null
           sublist([4,5,6], 1, 2) => [4, 5]
           sublist([4,5,6], -1) => [6]
           sublist([4,5,6], 0) => null
           append([1], 2, 3) => [1, 2, 3]
           append([], null) => [null]
           append(1, 2) => [1, 2]
           concatenate([1,2],[3]) => [1, 2, 3]
           insert before([1,3],1,2) => [2, 1, 3]
           insert before([1,3],5,2) => null
           remove([1,2,3], 2) => [1, 3]
           reverse([1,2,3]) => [3, 2, 1]
           index of([1,2,3,2],2) => [2, 4]
           index of([1,null], null) => [2]
           union([1,2],[2,3]) => [1, 2, 3]
           distinct values([1,2,3,2,1]) => [1, 2, 3]
           flatten([[1,2],[[3]], 4]) => [1, 2, 3, 4]
           product([2, 3, 4]) => 24
           product(2, 3, 4) => 24
           median(8, 2, 5, 3, 4) => 4
           median([6, 1, 2, 3]) => 2.5
           median([]) => null
           stddev(2, 4, 7, 5) => 2.081665999466132735282297706979931
           stddev([47]) => null
           mode(6, 3, 9, 6, 6) => [6]
           mode([6, 1, 9, 6, 1]) => [1, 6]
           mode([]) => []
           list replace([2, 4, 7, 8], 3, 6) => [2, 4, 6, 8]
           list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) => [5, 5, 7, 8]
           sort([3,1,4,5,2], function(x,y) x < y) => [1, 2, 3, 4, 5]
           sort(list: [1,2,3], precedes: function(x,y) x > y) => [3, 2, 1]"#,
    );
}

#[test]
fn dates_and_times() {
    check(
        r#"date("2012-12-25") => @"2012-12-25"
           date(2012, 12, 25) => @"2012-12-25"
           date(2017, 2, 29) => null
           date(date and time("2012-12-25T11:00:00Z")) => @"2012-12-25"
           date and time("2012-12-24T23:59:00") => @"2012-12-24T23:59:00"
           date and time(@"2012-12-24", @"11:00:00") => @"2012-12-24T11:00:00"
           date and time(2012, 12, 24, 23, 59, 0) => @"2012-12-24T23:59:00"
           time("23:59:00z") => @"23:59:00Z"
           time(23, 59, 0, @"-PT2H") => @"23:59:00-02:00"
           time(date and time("2012-12-24T23:59:00Z")) => @"23:59:00Z"
           time("24:00:00") => null
           @"2012-12-24T23:59:00" - @"2012-12-22T03:45:00" => @"P2DT20H14M"
           duration("P2Y2M") => @"P2Y2M"
           duration("P26M") => @"P2Y2M"
           duration("P1Y1D") => null
           years and months duration(date("2011-12-22"), date("2013-08-24")) => @"P1Y8M"
           years and months duration(date("2013-08-24"), date("2011-12-25")) => @"-P1Y7M"
           day of year(date(2019, 9, 17)) => 260
           day of week(date(2019, 9, 17)) => "Tuesday"
           month of year(date(2019, 9, 17)) => "September"
           week of year(date(2019, 9, 17)) => 38
           week of year(date(2003, 12, 29)) => 1
           week of year(date(2005, 1, 1)) => 53
           @"2021-01-31" + @"P1M" => @"2021-02-28"
           @"2021-01-31" - @"P1D" => @"2021-01-30"
           @"2021-01-01" + @"PT36H" => @"2021-01-02"
           @"23:00:00" + @"PT2H" => @"01:00:00"
           @"10:15:00" - @"09:00:00" => @"PT1H15M"
           @"P1Y" * 1.5 => @"P1Y6M"
           @"PT1H" / 2 => @"PT30M"
           @"PT1H" / @"PT30M" => 2
           @"P1Y" / @"P1M" => 12
           @"P1Y" + @"P1D" => null
           @"2021-03-28T01:30:00@Europe/Zurich" + @"PT1H" => @"2021-03-28T03:30:00@Europe/Zurich"
           @"2026-11-21".weekday => 6
           @"2026-07-01T12:00:00@Europe/Zurich".time offset => @"PT2H"
           @"2026-07-01T12:00:00@Europe/Zurich".timezone => "Europe/Zurich"
           @"P1Y14M".months => 2
           @"-PT90M".minutes => -30
           today() => @"2026-11-21"
           now() => @"2026-11-21T10:30:00@Europe/Zurich"
           now() = @"2026-11-21T09:30:00Z" => true
           @"2018-10-11T10:00:00@Moon/Sea" => null"#,
    );
}

#[test]
fn contexts_and_ranges() {
    check(
        r#"get value({key1 : "value1"}, "key1") => "value1"
           get value({key1 : "value1"}, "unexistent") => null
           get entries({a: 1}) => [{key: "a", value: 1}]
           context([{key:"a", value:1}, {key:"b", value:2}]) => {a: 1, b: 2}
           context([{key:"a", value:1}, {key:"a", value:2}]) => null
           context put({x:1}, "y", 2) => {x: 1, y: 2}
           context put({x:1, y: {a: 0}}, ["y", "a"], 2) => {x: 1, y: {a: 2}}
           context merge([{x:1}, {y:2}]) => {x: 1, y: 2}
           before(1, 10) => true
           before([1..10), 10) => true
           before([1..10], 10) => false
           after([12..21], [1..10]) => true
           meets([1..5], [5..10]) => true
           meets([1..5), [5..10]) => false
           met by([5..10], [1..5]) => true
           overlaps([1..5], [3..8]) => true
           overlaps([1..5), [5..8]) => false
           overlaps before([1..5], [3..8]) => true
           overlaps before([1..5), [1..5]) => false
           overlaps after([3..8], [1..5]) => true
           finishes(10, [1..10]) => true
           finishes([5..10), [1..10]) => false
           finished by([1..10], 10) => true
           includes([1..10], [4..6]) => true
           includes([1..10], 11) => false
           during(5, [1..10]) => true
           starts([1..5], [1..10]) => true
           started by([1..10], 1) => true
           coincides([1..5], [1..5]) => true
           coincides(3, 4) => false
           range("[18..21)") => [18..21)
           range("[x..21)") => null
           range("") => null"#,
    );
}
