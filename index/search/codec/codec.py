"""The codec that Whoosh is handed: which class writes and reads each part of a segment."""

from __future__ import annotations

from whoosh.codec import base
from whoosh.filedb.filestore import Storage

from index.search.codec.documents import DocumentReader, DocumentWriter
from index.search.codec.segment import FlatSegment, SegmentData
from index.search.codec.storage import MappedStorage
from index.search.codec.terms import PostingsWriter, TermsReader


class FlatCodec(base.Codec):  # type: ignore[misc]
    """Flat arrays in a `MappedStorage`."""

    length_stats = False
    """Else the writer would open the half-made segment to hand its lengths to us, who wrote them."""

    def per_document_writer(self, storage: Storage, segment: FlatSegment) -> DocumentWriter:
        """What takes documents, one by one."""
        return DocumentWriter(storage, segment)

    def field_writer(self, storage: Storage, segment: FlatSegment) -> PostingsWriter:
        """What takes the sorted postings of a commit."""
        return PostingsWriter(storage, segment)

    def terms_reader(self, storage: Storage, segment: FlatSegment) -> TermsReader:
        """What reads terms and postings. Opens the files: only an OSError at this moment makes Whoosh try again."""
        return TermsReader(data_of(storage, segment))

    def per_document_reader(self, storage: Storage, segment: FlatSegment) -> DocumentReader:
        """What reads lengths and columns."""
        return DocumentReader(data_of(storage, segment), segment)

    def new_segment(self, _storage: Storage, indexname: str) -> FlatSegment:
        """A segment to be written."""
        return FlatSegment(indexname)


def data_of(storage: Storage, segment: FlatSegment) -> SegmentData:
    """The open files of a segment. Raises TypeError where the storage is not ours."""
    if not isinstance(storage, MappedStorage):
        raise TypeError("flat segments are read through a MappedStorage")
    return storage.segment_data(segment)
