"""The one strict reader of data files: text in, typed records out, every problem at once."""

from causality.datafile.builder import MAX_DEPTH, MAX_NODES
from causality.datafile.document import MAX_PROBLEMS, Data, Document, Keys, written_path
from causality.datafile.read import MAX_BYTES, load_document, read_document
from causality.datafile.record import Record
from causality.datafile.root import data_root
from causality.datafile.scalars import Identifier, Number, Text, WholeNumber, YesNoUnknown
from causality.datafile.schema import json_schema
from causality.datafile.validate import validate

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "MAX_PROBLEMS",
    "Data",
    "Document",
    "Identifier",
    "Keys",
    "Number",
    "Record",
    "Text",
    "WholeNumber",
    "YesNoUnknown",
    "data_root",
    "json_schema",
    "load_document",
    "read_document",
    "validate",
    "written_path",
]
