"""The technical report, for whoever wants to check every figure, and the interim editions after the baseline."""
