"""Bank accounts: found however they are written, and told from other long numbers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.model.bank_accounts import find_accounts
from tests.model.numbers import accounts

SEPARATORS = ["", " ", ".", "-", "\u00a0", "\u202f", "–"]


@given(accounts(), st.sampled_from(SEPARATORS), st.sampled_from(SEPARATORS), st.sampled_from(["", "konto "]))
def test_an_account_is_found_whatever_stands_between_its_groups(number, first, second, before):
    assume(first or not second)  # «123456 78903» is no way to write one
    written = f"{number[:4]}{first}{number[4:6]}{second}{number[6:]}"
    assert find_accounts(f"{before}{written}, Ski") == ((len(before), len(before) + len(written)),)


@given(accounts(), st.sampled_from([":", "+", "*", ",", "|", " : ", "÷", "/"]))
def test_an_account_is_found_with_one_and_the_same_sign_between_its_groups(number, sign):
    assume(sign != "/" or number[:2] not in {"19", "20"})
    written = f"{number[:4]}{sign}{number[4:6]}{sign}{number[6:]}"
    assert find_accounts(f"konto {written}, Ski") == ((6, 6 + len(written)),)


@given(st.text("0123456789", min_size=10, max_size=10), st.integers(1, 9))
def test_a_wrong_last_digit_is_no_account(ten, wrong):
    right = -sum(int(d) * w for d, w in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    last = (right + wrong) % 10 if right < 10 else wrong
    if last != right:
        assert find_accounts(f"{ten[:4]}.{ten[4:6]}.{ten[6:]}{last}") == ()


@pytest.mark.parametrize("text", ["NO9386011117947", "IBAN NO93 8601 1117 947", "no93-8601-1117-947"])
def test_an_iban_is_found(text):
    assert len(find_accounts(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "sak 2015/12345-7",
        "org.nr. 944 384 081",
        "gnr 135 bnr 22",
        "NO94 8601 1117 947",
        "b87ca23f-1234-5678-9031-a6361130bb50",
        "2026-11-23T08:30:00",
        "12345678903456",
        "1234, 56, 78903",
        "1234:56,78903",
        "2015/12/34004",
        "1234:5678903",
        "12:34:56:78903",
        "",
    ],
)
def test_other_numbers_are_not_accounts(text):
    assert find_accounts(text) == ()


def test_serial_numbers_of_eleven_digits_are_accounts_only_where_asked():
    assert find_accounts("12345678903")
    assert not find_accounts("12345678903", bare=False)
    assert find_accounts("1234.56.78903", bare=False)
