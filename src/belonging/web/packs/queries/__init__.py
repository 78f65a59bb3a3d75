"""Reading agreements and packs."""
