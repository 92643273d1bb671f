"""One file per finding: its page, its prose and, where it needs one, its check.

The modules are imported when first used: most contracts need few of them, and `rc check` has to start quickly.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        rc101_syntax as rc101_syntax,
    )
    from . import (
        rc102_notation as rc102_notation,
    )
    from . import (
        rc103_indentation as rc103_indentation,
    )
    from . import (
        rc104_nesting as rc104_nesting,
    )
    from . import (
        rc201_unknown_name as rc201_unknown_name,
    )
    from . import (
        rc202_double_name as rc202_double_name,
    )
    from . import (
        rc203_double_clause as rc203_double_clause,
    )
    from . import (
        rc204_double_title as rc204_double_title,
    )
    from . import (
        rc207_template as rc207_template,
    )
    from . import (
        rc301_kinds as rc301_kinds,
    )
    from . import (
        rc302_currency as rc302_currency,
    )
    from . import (
        rc303_level as rc303_level,
    )
    from . import (
        rc304_expected_kind as rc304_expected_kind,
    )
    from . import (
        rc305_moment as rc305_moment,
    )
    from . import (
        rc306_circle as rc306_circle,
    )
    from . import (
        rc307_not_constant as rc307_not_constant,
    )
    from . import (
        rc308_bare_attribute as rc308_bare_attribute,
    )
    from . import (
        rc309_too_many as rc309_too_many,
    )
    from . import (
        rc310_whole_number as rc310_whole_number,
    )
    from . import (
        rc311_two_readings as rc311_two_readings,
    )
    from . import (
        rc312_outcome as rc312_outcome,
    )
    from . import (
        rc401_missing_part as rc401_missing_part,
    )
    from . import (
        rc402_edition as rc402_edition,
    )
    from . import (
        rc403_no_payer as rc403_no_payer,
    )
    from . import (
        rc404_no_receiver as rc404_no_receiver,
    )
    from . import (
        rc405_no_verifier as rc405_no_verifier,
    )
    from . import (
        rc406_incomplete_indicator as rc406_incomplete_indicator,
    )
    from . import (
        rc407_unused as rc407_unused,
    )
    from . import (
        rc408_outside_term as rc408_outside_term,
    )
    from . import (
        rc410_after_end as rc410_after_end,
    )
    from . import (
        rc411_undefined as rc411_undefined,
    )
    from . import (
        rc412_no_example as rc412_no_example,
    )
    from . import (
        rc413_no_maximum as rc413_no_maximum,
    )
    from . import (
        rc414_no_evidence as rc414_no_evidence,
    )
    from . import (
        rc415_tranches as rc415_tranches,
    )
    from . import (
        rc416_recovery as rc416_recovery,
    )
    from . import (
        rc418_excess as rc418_excess,
    )
    from . import (
        rc419_no_basis as rc419_no_basis,
    )
    from . import (
        rc420_payer_below_zero as rc420_payer_below_zero,
    )
    from . import (
        rc421_only_reported as rc421_only_reported,
    )
    from . import (
        rc501_group_weights as rc501_group_weights,
    )
    from . import (
        rc502_total_weights as rc502_total_weights,
    )
    from . import (
        rc503_shares as rc503_shares,
    )
    from . import (
        rc504_gap as rc504_gap,
    )
    from . import (
        rc505_overlap as rc505_overlap,
    )
    from . import (
        rc506_table_order as rc506_table_order,
    )
    from . import (
        rc507_floor_above_cap as rc507_floor_above_cap,
    )
    from . import (
        rc508_range as rc508_range,
    )
    from . import (
        rc509_tranche_share as rc509_tranche_share,
    )
    from . import (
        rc510_negative as rc510_negative,
    )
    from . import (
        rc511_series as rc511_series,
    )
    from . import (
        rc512_zero_division as rc512_zero_division,
    )
    from . import (
        rc513_always_or_never as rc513_always_or_never,
    )
    from . import (
        rc521_assertion as rc521_assertion,
    )
    from . import (
        rc522_ceiling as rc522_ceiling,
    )
    from . import (
        rc523_floor as rc523_floor,
    )
    from . import (
        rc524_never_paid as rc524_never_paid,
    )
    from . import (
        rc530_incentive as rc530_incentive,
    )
    from . import (
        rc531_jump as rc531_jump,
    )
    from . import (
        rc532_never_applies as rc532_never_applies,
    )
    from . import (
        rc533_never_binds as rc533_never_binds,
    )
    from . import (
        rc534_better as rc534_better,
    )
    from . import (
        rc551_fund as rc551_fund,
    )
    from . import (
        rc552_contributions as rc552_contributions,
    )
    from . import (
        rc553_reservation as rc553_reservation,
    )
    from . import (
        rc554_member as rc554_member,
    )
    from . import (
        rc555_reinvestment as rc555_reinvestment,
    )
    from . import (
        rc601_independence as rc601_independence,
    )
    from . import (
        rc602_unknown_role as rc602_unknown_role,
    )
    from . import (
        rc701_unknown_column as rc701_unknown_column,
    )
    from . import (
        rc702_missing_column as rc702_missing_column,
    )
    from . import (
        rc703_double_column as rc703_double_column,
    )
    from . import (
        rc704_wrong_value as rc704_wrong_value,
    )
    from . import (
        rc705_out_of_range as rc705_out_of_range,
    )
    from . import (
        rc706_missing_value as rc706_missing_value,
    )
    from . import (
        rc707_missing_date as rc707_missing_date,
    )
    from . import (
        rc708_double_pseudonym as rc708_double_pseudonym,
    )
    from . import (
        rc709_bsn as rc709_bsn,
    )
    from . import (
        rc710_pseudonym as rc710_pseudonym,
    )
    from . import (
        rc711_unreadable as rc711_unreadable,
    )
    from . import (
        rc712_encoding as rc712_encoding,
    )
    from . import (
        rc713_delimiter as rc713_delimiter,
    )
    from . import (
        rc714_too_large as rc714_too_large,
    )
    from . import (
        rc715_formula as rc715_formula,
    )
    from . import (
        rc716_unknown_choice as rc716_unknown_choice,
    )
    from . import (
        rc717_too_many_participants as rc717_too_many_participants,
    )
    from . import (
        rc718_unknown_measurement as rc718_unknown_measurement,
    )
    from . import (
        rc719_double_value as rc719_double_value,
    )
    from . import (
        rc720_more_findings as rc720_more_findings,
    )
    from . import (
        rc801_example_fails as rc801_example_fails,
    )
    from . import (
        rc802_example_value as rc802_example_value,
    )
    from . import (
        rc803_example_incomplete as rc803_example_incomplete,
    )
    from . import (
        rc901_unreadable as rc901_unreadable,
    )
    from . import (
        rc902_encoding as rc902_encoding,
    )
    from . import (
        rc903_unknown_code as rc903_unknown_code,
    )
    from . import (
        rc904_statement as rc904_statement,
    )
    from . import (
        rc905_internal as rc905_internal,
    )
    from . import (
        rc906_use as rc906_use,
    )
    from . import (
        rc907_earlier_text as rc907_earlier_text,
    )
    from . import (
        rc908_unknown_contract as rc908_unknown_contract,
    )
    from . import (
        rc909_annex as rc909_annex,
    )
    from . import (
        rc910_extra as rc910_extra,
    )
    from . import (
        rc911_fund_command as rc911_fund_command,
    )
    from . import (
        rc912_statement as rc912_statement,
    )
    from . import (
        rc913_template as rc913_template,
    )


def __getattr__(name: str) -> ModuleType:
    if not name.startswith("rc"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(name) from None
