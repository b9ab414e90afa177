//! Graphs of decisions: knowledge models, services, imports, types, boxed expressions.

use crate::{decide, file, load};

#[test]
fn boxed_expressions() {
    let text = |feel: &str| format!("<literalExpression><text>{feel}</text></literalExpression>");
    let model = load(&format!(
        "<decision id=\"c\" name=\"c\"><context>
           <contextEntry><variable name=\"monthly fee\"/>{}</contextEntry>
           <contextEntry><variable name=\"twice\"/><functionDefinition><formalParameter name=\"x\" typeRef=\"number\"/>{}</functionDefinition></contextEntry>
           <contextEntry>{}</contextEntry></context></decision>
         <decision id=\"l\" name=\"l\"><list>{}{}</list></decision>
         <decision id=\"r\" name=\"r\"><relation><column name=\"a\"/><column name=\"b\"/><row>{}{}</row></relation></decision>
         <decision id=\"f\" name=\"f\"><filter><in>{}</in><match>{}</match></filter></decision>
         <decision id=\"p\" name=\"p\"><filter><in>{}</in><match>{}</match></filter></decision>
         <decision id=\"o\" name=\"o\"><for iteratorVariable=\"n\"><in>{}</in><return>{}</return></for></decision>
         <decision id=\"s\" name=\"s\"><some iteratorVariable=\"n\"><in>{}</in><satisfies>{}</satisfies></some></decision>",
        text("10"), text("x * 2"), text("twice(monthly fee) + 1"), text("1"), text("\"a\""), text("1"), text("2"), text("[1,2,3]"),
        text("item > 1"), text("[1,2,3]"), text("-1"), text("[1,2,3]"), text("n * n"), text("[1,2]"), text("n > 1"),
    ));
    for (decision, expected) in [
        ("c", "21"),
        ("l", "[1, \"a\"]"),
        ("r", "[{a: 1, b: 2}]"),
        ("f", "[2, 3]"),
        ("p", "3"),
        ("o", "[1, 4, 9]"),
        ("s", "true"),
    ] {
        assert_eq!(decide(&model, decision, "{}"), expected, "{decision}");
    }
}

const GRAPH: &str = "<inputData id=\"income\" name=\"Income\"><variable name=\"Income\" typeRef=\"number\"/></inputData>
    <businessKnowledgeModel id=\"rate\" name=\"Rate\"><variable name=\"Rate\"/><encapsulatedLogic>
      <formalParameter name=\"amount\" typeRef=\"number\"/><literalExpression><text>if amount > 1000 then 0.2 else 0.1</text></literalExpression>
    </encapsulatedLogic></businessKnowledgeModel>
    <decision id=\"tax\" name=\"Tax\"><variable name=\"Tax\" typeRef=\"number\"/>
      <informationRequirement><requiredInput href=\"#income\"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href=\"#rate\"/></knowledgeRequirement>
      <literalExpression><text>Income * Rate(Income)</text></literalExpression></decision>
    <decision id=\"net\" name=\"Net\"><variable name=\"Net\" typeRef=\"number\"/>
      <informationRequirement><requiredInput href=\"#income\"/></informationRequirement>
      <informationRequirement><requiredDecision href=\"#tax\"/></informationRequirement>
      <literalExpression><text>Income - Tax</text></literalExpression></decision>
    <decisionService id=\"service\" name=\"Net service\"><variable name=\"Net service\"/><outputDecision href=\"#net\"/>
      <inputDecision href=\"#tax\"/><inputData href=\"#income\"/></decisionService>
    <decision id=\"call\" name=\"Call\"><knowledgeRequirement><requiredKnowledge href=\"#service\"/></knowledgeRequirement>
      <literalExpression><text>Net service(Tax: 1, Income: 10)</text></literalExpression></decision>
    <decision id=\"invoke\" name=\"Invoke\"><knowledgeRequirement><requiredKnowledge href=\"#rate\"/></knowledgeRequirement>
      <invocation><literalExpression><text>Rate</text></literalExpression><binding><parameter name=\"amount\"/>
      <literalExpression><text>5000</text></literalExpression></binding></invocation></decision>";

#[test]
fn decisions_build_on_each_other() {
    let model = load(GRAPH);
    assert_eq!(decide(&model, "Net", "{Income: 2000}"), "1600");
    assert_eq!(decide(&model, "Net service", "{Income: 100, Tax: 7}"), "93");
    assert_eq!(decide(&model, "Call", "{}"), "9");
    assert_eq!(decide(&model, "Invoke", "{}"), "0.2");
    assert_eq!(decide(&model, "Rate", "{amount: 1}"), "0.1");
    assert_eq!(decide(&model, "Nothing", "{}"), "null");
    let names: Vec<String> =
        model.decisions().into_iter().map(|d| format!("{}({})", d.name, d.inputs.join(","))).collect();
    assert_eq!(names, ["Tax(Income)", "Net(Income)", "Call()", "Invoke()"]);
    assert_eq!(model.services()[0].inputs, ["Income", "Tax"]);
}

#[test]
fn types_are_checked() {
    let model = load(
        "<itemDefinition name=\"Colour\"><typeRef>string</typeRef><allowedValues><text>\"red\", \"blue\"</text></allowedValues></itemDefinition>
         <itemDefinition name=\"Thing\"><itemComponent name=\"main colour\"><typeRef>Colour</typeRef></itemComponent>
           <itemComponent name=\"sizes\" isCollection=\"true\"><typeRef>number</typeRef></itemComponent></itemDefinition>
         <inputData id=\"i\" name=\"thing\"><variable name=\"thing\" typeRef=\"Thing\"/></inputData>
         <decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"string\"/><informationRequirement><requiredInput href=\"#i\"/></informationRequirement>
           <literalExpression><text>thing.main colour + string(sum(thing.sizes))</text></literalExpression></decision>
         <decision id=\"n\" name=\"n\"><variable name=\"n\" typeRef=\"number\"/><literalExpression><text>\"text\"</text></literalExpression></decision>",
    );
    assert_eq!(decide(&model, "d", "{thing: {main colour: \"red\", sizes: [1, 2]}}"), "\"red3\"");
    assert_eq!(decide(&model, "d", "{thing: {main colour: \"green\", sizes: [1, 2]}}"), "null");
    assert_eq!(decide(&model, "d", "{thing: {main colour: \"red\", sizes: \"x\"}}"), "null");
    assert_eq!(decide(&model, "n", "{}"), "null");
}

#[test]
fn imports_bring_decisions_and_types() {
    let imported = file(GRAPH).replace("urn:main", "urn:tax");
    let main = file(
        "<import name=\"tax law\" namespace=\"urn:tax\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>
         <decision id=\"d\" name=\"d\"><informationRequirement><requiredDecision href=\"urn:tax#net\"/></informationRequirement>
         <literalExpression><text>tax law.Net + 1</text></literalExpression></decision>",
    );
    let imports = [dmn::File { name: "tax.dmn", xml: &imported }];
    let model = dmn::parse_with_imports(dmn::File { name: "main.dmn", xml: &main }, &imports).unwrap();
    assert_eq!(decide(&model, "d", "{Income: 100}"), "91");
    assert_eq!(decide(&model, "d", "{tax law: {Income: 100}}"), "91");
    let problems = dmn::parse(&main, "main.dmn").unwrap_err();
    assert!(problems[0].message.contains("tax law"), "{problems:?}");
}

#[test]
fn cycles_and_dangling_references_are_refused() {
    let decision = |id: &str, needs: &str| {
        format!(
            "<decision id=\"{id}\" name=\"{id}\"><informationRequirement><requiredDecision href=\"#{needs}\"/></informationRequirement>\
             <literalExpression><text>1</text></literalExpression></decision>\n"
        )
    };
    for (body, line, message) in [
        (decision("a", "b") + &decision("b", "a"), 2, "requires itself"),
        (decision("a", "a"), 2, "requires itself"),
        (decision("a", "nowhere"), 2, "leads nowhere"),
        ("<itemDefinition name=\"A\"><typeRef>B</typeRef></itemDefinition>\n<itemDefinition name=\"B\"><typeRef>A</typeRef></itemDefinition>".to_owned(), 2, "contains itself"),
        ("<itemDefinition name=\"A\"><typeRef>Missing</typeRef></itemDefinition>".to_owned(), 2, "not defined"),
        ("<decision id=\"a\" name=\"a\"/><decision id=\"a\" name=\"b\"/>".to_owned(), 2, "used twice"),
    ] {
        let problems = dmn::parse(&file(&body), "main.dmn").unwrap_err();
        assert!(problems.iter().any(|p| p.line == line && p.message.contains(message)), "{message}: {problems:?}");
    }
}
