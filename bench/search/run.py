#!/usr/bin/env python3
"""Search beside SQLite FTS5 and PostgreSQL full text, on the same 100,000 entries and the same labelled questions.

    python3 bench/search/run.py [--no-postgres]

Builds and runs the example `bench_search` of the crate `search`, then gives the same texts and questions to the two
others. PostgreSQL is a temporary cluster on a socket of its own; as root it runs as the user `postgres`.
"""

import concurrent.futures
import glob
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The others are asked every sixth question: each takes them long.
SAMPLE = 6
BEST = 20


def main():
    # An end from outside must stop the cluster and remove the folder, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
    folder.chmod(0o755)
    try:
        texts = folder / "texts.json"
        ours = run_ours(texts)
        data = json.loads(texts.read_text())
        rows = {"ours": ours}
        print_table(rows, ours)
        rows["SQLite FTS5"] = run_sqlite(data, folder)
        print_table(rows, ours)
        if "--no-postgres" not in sys.argv:
            rows["PostgreSQL german"] = run_postgres(data, folder)
            print_table(rows, ours)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_ours(texts):
    command = ["cargo", "run", "--release", "-q", "-p", "search", "--example", "bench_search", "--", "--texts", str(texts)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)


def entries(data):
    """The repertoire over the communes, as the example spreads it."""
    services, each = data["services"], data["each"]
    for commune in range(data["communes"]):
        for nth in range(each):
            yield commune, services[(commune * 7 + nth) % len(services)]


def words(question):
    return re.findall(r"\w+", question)


def quality(data, find):
    first = three = reciprocal = 0
    for question, right in data["questions"]:
        found = find(question)
        rank = next((at for at, key in enumerate(found) if key in right), None)
        if rank is not None:
            first += rank == 0
            three += rank < 3
            reciprocal += 1 / (rank + 1)
    count = len(data["questions"])
    return {"success_1": first / count, "success_3": three / count, "mrr": reciprocal / count}


def percentiles(times):
    times.sort()
    return times[len(times) // 2] * 1000, times[len(times) * 99 // 100] * 1000


def run_sqlite(data, folder):
    columns = "key unindexed, title, official, keywords, summary, body, commune unindexed"
    file = folder / "fts.db"
    start = time.perf_counter()
    with sqlite3.connect(file) as db:
        for table in ("few", "many"):
            db.execute(f"create virtual table {table} using fts5({columns}, tokenize='unicode61 remove_diacritics 2')")
        db.executemany("insert into few values(?,?,?,?,?,?,0)", data["services"])
        db.executemany("insert into many values(?,?,?,?,?,?,?)", ((*service, commune) for commune, service in entries(data)))
    built = time.perf_counter() - start

    def search(db, table, question, last="", where=""):
        terms = [f'"{word}"' for word in words(question)]
        if not terms:
            return []
        asked = " OR ".join(terms) + last
        order = "order by bm25(" + table + ",0,8,5,5,2,0.8) limit " + str(BEST)
        return [row[0] for row in db.execute(f"select key from {table} where {table} match ? {where} {order}", (asked,))]

    def times(last=""):
        db = sqlite3.connect(file)
        taken = []
        for nth, (question, _) in list(enumerate(data["questions"]))[::SAMPLE]:
            commune = nth * 17 % data["communes"]
            start = time.perf_counter()
            search(db, "many", question, last, f"and commune = {commune}")
            taken.append(time.perf_counter() - start)
        return taken

    result = quality(data, lambda question: search(sqlite3.connect(file), "few", question))
    result["index_ms"] = built * 1000
    result["search_p50_ms"], result["search_p99_ms"] = percentiles(times())
    result["suggest_p50_ms"], result["suggest_p99_ms"] = percentiles(times("*"))
    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        count = sum(len(taken) for taken in pool.map(times, ["", ""]))
    result["per_second"] = count / (time.perf_counter() - start)
    result["memory_mb"] = file.stat().st_size / 2**20
    return result


def run_postgres(data, folder):
    home = folder / "pg"
    home.mkdir()
    home.chmod(0o777)
    by = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    found = shutil.which("initdb") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None)
    if not found:
        print("PostgreSQL was skipped: no initdb found", file=sys.stderr)
        return {}
    bin = Path(found).resolve().parent

    def call(*command, **more):
        return subprocess.run([*by, *command], check=True, stdout=subprocess.PIPE, text=True, cwd="/", **more).stdout

    call(bin / "initdb", "-D", home / "data", "-U", "owner", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses='' -k {home} -c fsync=off -c shared_buffers=256MB"
    subprocess.run([*by, bin / "pg_ctl", "start", "-w", "-D", home / "data", "-l", home / "log", "-o", options], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        return measure_postgres(data, lambda sql: call(bin / "psql", "-h", home, "-U", "owner", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", input="set client_min_messages = warning;\n" + sql))
    finally:
        call(bin / "pg_ctl", "stop", "-m", "immediate", "-D", home / "data")


def literal(text):
    return "'" + str(text).replace("'", "''") + "'"


def measure_postgres(data, psql):
    vector = " || ".join(
        f"setweight(to_tsvector('german', {field}), '{weight}')"
        for field, weight in (("title", "A"), ("official", "B"), ("keywords", "B"), ("summary", "C"), ("body", "D"))
    )
    shape = f"key text, title text, official text, keywords text, summary text, body text, commune int, words tsvector generated always as ({vector}) stored"
    few = ",".join("(" + ",".join(map(literal, service)) + ",0)" for service in data["services"])
    start = time.perf_counter()
    # The entries of a commune are spread in the database, as the example spreads them, and indexed there.
    psql(f"""create table few ({shape}); insert into few values {few};
        create table numbered as select *, row_number() over () - 1 as n from few;
        create table many ({shape});
        insert into many select key, title, official, keywords, summary, body, c
          from generate_series(0, {data['communes'] - 1}) c, generate_series(0, {data['each'] - 1}) k, numbered
          where n = (c * 7 + k) % {len(data['services'])};
        create index on many using gin (words); create index on many (commune); analyze many;""")
    built = time.perf_counter() - start

    def asked(question, last=""):
        terms = [f"to_tsquery('german', {literal(word + last)})" for word in words(question)] or ["''::tsquery"]
        return "(" + " || ".join(terms) + ")"

    def search(table, question, where="true", last=""):
        query = asked(question, last)
        return f"select key from {table} where words @@ {query} and {where} order by ts_rank(words, {query}) desc limit {BEST}"

    marked = ";".join(f"select '#'; {search('few', question)}" for question, _ in data["questions"])
    blocks = [block.split() for block in psql(marked + ";").split("#")[1:]]
    answers = iter(blocks)
    result = quality(data, lambda _: next(answers))

    def times(last=""):
        # Each question is planned and run by the server, which takes the time itself.
        runs = []
        for nth, (question, _) in list(enumerate(data["questions"]))[::SAMPLE]:
            commune = nth * 17 % data["communes"]
            sql = f"select count(*) from ({search('many', question, f'commune = {commune}', last)}) found"
            runs.append(f"t := clock_timestamp(); execute {literal(sql)}; insert into taken values (extract(epoch from clock_timestamp() - t));")
        block = "do $do$ declare t timestamptz; begin " + "\n".join(runs) + " end $do$;"
        return [float(line) for line in psql(f"create temp table taken (s float); {block} select s from taken;").split()]

    result["index_ms"] = built * 1000
    result["search_p50_ms"], result["search_p99_ms"] = percentiles(times())
    result["suggest_p50_ms"], result["suggest_p99_ms"] = percentiles(times(":*"))
    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        count = sum(len(taken) for taken in pool.map(times, ["", ""]))
    result["per_second"] = count / (time.perf_counter() - start)
    result["memory_mb"] = int(psql("select pg_total_relation_size('many') / 1048576;"))
    return result


def print_table(rows, ours):
    print(f"\n{ours['entries']} entries with {ours['texts']} different texts, searched in one commune at a time")
    columns = [
        ("index", "index_ms", "ms", 0), ("update", "update_ms", "ms", 0), ("memory or file", "memory_mb", "MB", 0),
        ("search p50", "search_p50_ms", "ms", 2), ("p99", "search_p99_ms", "ms", 2), ("suggestion p50", "suggest_p50_ms", "ms", 2), ("p99", "suggest_p99_ms", "ms", 2),
        ("questions/s, 2 threads", "per_second", "", 0), ("success@1", "success_1", "", 3), ("success@3", "success_3", "", 3),
        ("MRR", "mrr", "", 3),
    ]
    print("| | " + " | ".join(name for name, *_ in columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for engine, row in rows.items():
        cells = [f"{row[key]:,.{digits}f} {unit}".strip() if key in row else "–" for _, key, unit, digits in columns]
        print(f"| {engine} | " + " | ".join(cells) + " |")


main()
