"""SQLite, the truth: articles, tags, reading states, raw pages, and the outbox that search is fed from.

`Store` is the door. It hands out the nouns of `index.article` and takes them back; nothing of SQLite passes it, neither
rows nor errors. What a text means (extraction) and which text answers a question (search) are other rooms' business.
"""

from typing import TYPE_CHECKING

from index.deferred import exports

if TYPE_CHECKING:
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

__getattr__ = exports(
    __name__,
    {
        "Change": "index.store.outbox",
        "Facets": "index.store.faceting",
        "Finding": "index.store.checking",
        "Incoming": "index.store.keeping",
        "Job": "index.store.jobs",
        "JobCounts": "index.store.jobs",
        "JobState": "index.store.jobs",
        "Link": "index.store.jobs",
        "Marked": "index.store.highlights",
        "Placemark": "index.store.placemarks",
        "Severity": "index.store.checking",
        "Statistics": "index.store.statistics",
        "Store": "index.store.store",
    },
)
