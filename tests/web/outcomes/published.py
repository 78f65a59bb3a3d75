"""The Department's school-level files as they are laid out, written anew with made-up schools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

WHERE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,"
    "old_la_code,la_name"
)
ABSENCE = (
    f"{WHERE},school_urn,school_laestab,school_name,education_phase,enrolments,sess_possible,sess_overall,"
    "sess_overall_percent,sess_authorised,sess_unauthorised,sess_auth_illness,enrolments_pa_10_exact,"
    "enrolments_pa_10_exact_percent,enrolments_pa_50_exact"
)
SUSPENSIONS = (
    f"{WHERE},school_urn,school_laestab,school_name,education_phase,headcount,perm_excl,perm_excl_rate,suspension,"
    "susp_rate,one_plus_susp,one_plus_susp_rate"
)
_PLACE = "E92000001,England,E12000008,South East,E10000030,936,Surrey"
_OUTSIDE = "E92000001,England,,,,,"
Row = tuple[str, str, str, str]
"""Year, term, URN, and what stands after the school's name."""


def absence_file(ours: Mapping[str, list[Row]], others: int) -> Iterator[str]:
    yield "\ufeff" + ABSENCE + "\r\n"
    england = "8000000,900000000,60000000,6.7,45000000,15000000,3,1500000,18.7,1"
    yield f"202425,Autumn term,National,{_OUTSIDE},,,,Total,{england}\r\n"
    yield from _schools(ours, others, "301,42180,2431,5.8,1764,667,1320,44,14.6,3")


def suspensions_file(ours: Mapping[str, list[Row]], others: int) -> Iterator[str]:
    yield "\ufeff" + SUSPENSIONS + "\r\n"
    yield f"202425,Autumn term,Local authority,{_PLACE},,,,Total,170000,60,0.04,9000,5.3,4000,2.4\r\n"
    yield from _schools(ours, others, "298,z,z,12,4.0,9,3.0")


def _schools(ours: Mapping[str, list[Row]], others: int, theirs: str) -> Iterator[str]:
    for number in range(others):
        name = f'{200_000 + number},936{number % 10_000:04},"St Example\'s, No. {number}"'
        yield f"202425,Autumn term,School,{_PLACE},{name},State-funded primary,{theirs}\r\n"
    for our_name, rows in ours.items():
        for year, term, our_urn, numbers in rows:
            yield f"{year},{term},School,{_PLACE},{our_urn},9369999,{our_name},State-funded secondary,{numbers}\r\n"
