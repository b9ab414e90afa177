"""Checks a JSON-LD file against SHACL shapes: prints each violation and ends with 1 when there is any."""
import sys

import pyshacl
import rdflib

shapes, data = sys.argv[1:3]
graph = rdflib.Graph().parse(data, format="json-ld")
conforms, results, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"), inference="none")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
    parts = (results.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent))
    print("violation:", *parts)
services = len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("http://purl.org/vocab/cpsv#PublicService"))))
print(f"services: {services}, triples: {len(graph)}, conforms: {conforms}")
sys.exit(0 if conforms else 1)
