"""Places: two systems that turn into each other, distances, cells, and what is refused at the edge."""

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.kernel.errors import Refusal
from gongban.kernel.place import (
    Bounds,
    Coordinate,
    System,
    cell,
    coarsen,
    distance_m,
    parse_coordinate,
    to_gcj02,
    to_wgs84,
)
from gongban.kernel.place.datum import EAST, NORTH, SOUTH, WEST

JIANGCHENG = Bounds(west=116.9, south=30.9, east=117.4, north=31.3)
STRIP = 0.05  # degrees along the edge of the rectangle, within which both readings are possible

offset_places = st.tuples(st.floats(WEST, EAST), st.floats(SOUTH, NORTH))
inner_places = st.tuples(st.floats(WEST + STRIP, EAST - STRIP), st.floats(SOUTH + STRIP, NORTH - STRIP))
places = st.builds(Coordinate, st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_the_offset_fits_published_pairs(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-8)
    assert to_wgs84(*gcj02) == pytest.approx(wgs84, abs=1e-8)


@given(offset_places)
def test_there_and_back_is_under_a_centimetre(at: tuple[float, float]) -> None:
    assert distance_m(Coordinate(*at), Coordinate(*to_wgs84(*to_gcj02(*at)))) < 0.01


@given(inner_places)
def test_back_and_there_is_under_a_centimetre(at: tuple[float, float]) -> None:
    assert distance_m(Coordinate(*at), Coordinate(*to_gcj02(*to_wgs84(*at)))) < 0.01


@given(offset_places)
def test_the_offset_is_some_hundred_metres(at: tuple[float, float]) -> None:
    assert 1 < distance_m(Coordinate(*at), Coordinate(*to_gcj02(*at))) < 2000


@given(places)
def test_outside_china_both_systems_are_the_same(place: Coordinate) -> None:
    near = WEST - STRIP <= place.lon <= EAST + STRIP and SOUTH - STRIP <= place.lat <= NORTH + STRIP
    if not near:
        at = (place.lon, place.lat)
        assert to_gcj02(*at) == to_wgs84(*at) == at


def test_a_coordinate_knows_its_system() -> None:
    given_place = Coordinate(116.38404722455657, 39.91334545536069, System.GCJ02)
    stored = given_place.in_wgs84()
    assert (round(stored.lon, 6), round(stored.lat, 6), stored.system) == (
        116.377817,
        39.911954,
        System.WGS84,
    )
    assert stored.in_wgs84() is stored and given_place.in_gcj02() is given_place
    assert distance_m(stored.in_gcj02(), stored) < 0.01  # one place, told in two systems


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((117, 31), (117, 31), 0),
        ((117, 31), (117, 32), 111_195),  # a degree of latitude
        ((0, 0), (180, 0), 20_015_115),  # half way round
        ((179.9, 0), (-179.9, 0), 22_239),  # over the date line
        ((-71.0589, 42.3601), (-71.0655, 42.3555), 745),
    ],
)
def test_distances_are_in_metres(one: tuple[float, float], other: tuple[float, float], metres: int) -> None:
    assert distance_m(Coordinate(*one), Coordinate(*other)) == pytest.approx(metres, abs=1)


@given(places, places)
def test_a_distance_is_the_same_both_ways_and_at_most_half_way_round(
    one: Coordinate, other: Coordinate
) -> None:
    assert distance_m(one, other) == pytest.approx(distance_m(other, one))
    assert 0 <= distance_m(one, other) <= 20_015_116


@given(places, st.integers(0, 15))
def test_a_cell_has_the_resolution_asked_for(place: Coordinate, resolution: int) -> None:
    assert h3.get_resolution(cell(place.lon, place.lat, resolution)) == resolution


@given(offset_places)
def test_a_coarse_place_is_near_and_shared_by_the_whole_cell(at: tuple[float, float]) -> None:
    place, coarse = Coordinate(*at), coarsen(Coordinate(*at))
    assert distance_m(place, coarse) < 300
    assert coarsen(coarse) == coarse


@pytest.mark.parametrize(
    "given_pair", [("117.1234567", "31.1"), (117.1234567, 31.1), (" 117.12345671 ", "31.10000001")]
)
def test_degrees_come_as_text_or_numbers_and_are_kept_to_a_centimetre(
    given_pair: tuple[object, object],
) -> None:
    assert parse_coordinate(*given_pair, bounds=JIANGCHENG) == Coordinate(117.1234567, 31.1)


def test_what_a_chinese_phone_sends_is_stored_as_wgs84() -> None:
    sent = Coordinate(117.1, 31.1).in_gcj02()
    assert parse_coordinate(sent.lon, sent.lat, "GCJ02", JIANGCHENG) == Coordinate(117.1, 31.1)


@pytest.mark.parametrize(
    ("lon", "lat", "system", "code"),
    [
        ("nan", "31", "wgs84", "place.not_a_number"),
        ("inf", "31", "wgs84", "place.not_a_number"),
        (117, float("-inf"), "wgs84", "place.not_a_number"),
        ("", "31", "wgs84", "place.not_a_number"),
        (None, None, "wgs84", "place.not_a_number"),
        ([117], 31, "wgs84", "place.not_a_number"),
        (True, 31, "wgs84", "place.not_a_number"),
        (10**400, 31, "wgs84", "place.not_a_number"),
        ("117°", "31°", "wgs84", "place.not_a_number"),
        (181, 31, "wgs84", "place.out_of_range"),
        (117, -90.1, "wgs84", "place.out_of_range"),
        (116.3, 39.9, "wgs84", "place.outside"),
        (0, 0, "gcj02", "place.outside"),
        (117.1, 31.1, "bd09", "place.system_unknown"),
    ],
)
def test_what_is_no_place_in_the_city_is_refused(lon: object, lat: object, system: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_coordinate(lon, lat, system, JIANGCHENG)
    assert refused.value.code == code


def test_swapped_degrees_are_told_as_such() -> None:
    with pytest.raises(Refusal, match="swapped"):
        parse_coordinate(31.1, 117.1, bounds=JIANGCHENG)
    boston = Bounds(-71.2, 42.2, -70.9, 42.5)
    with pytest.raises(Refusal, match="swapped"):
        parse_coordinate(42.36, -71.06, bounds=boston)


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.binary()),
    st.one_of(st.text(), st.floats()),
)
def test_any_input_ends_as_a_place_in_the_city_or_as_a_refusal(lon: object, lat: object) -> None:
    try:
        place = parse_coordinate(lon, lat, bounds=JIANGCHENG)
    except Refusal as refusal:
        assert refusal.code.startswith("place.")
    else:
        assert JIANGCHENG.holds(place)
