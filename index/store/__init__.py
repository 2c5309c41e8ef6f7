"""SQLite, the truth: articles, tags, reading states, raw pages, and the outbox that search is fed from.

`Store` is the door. It hands out the nouns of `index.article` and takes them back; nothing of SQLite passes it, neither
rows nor errors. What a text means (extraction) and which text answers a question (search) are other rooms' business.
"""

from index.store.checking import Finding, Severity
from index.store.faceting import Facets
from index.store.highlights import Marked
from index.store.jobs import Job, JobCounts, JobState, Link
from index.store.keeping import Incoming
from index.store.outbox import Change
from index.store.placemarks import Placemark
from index.store.statistics import Statistics
from index.store.store import Store

__all__ = [
    "Change",
    "Facets",
    "Finding",
    "Incoming",
    "Job",
    "JobCounts",
    "JobState",
    "Link",
    "Marked",
    "Placemark",
    "Severity",
    "Statistics",
    "Store",
]
