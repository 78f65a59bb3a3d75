"""Counting where the answers are: files too big for memory, and tables in other people's databases.

Every engine makes the same integers: one row for each combination of the columns that rows bring, with how many
questionnaires it has and how often each code was chosen. From there on all is shared.
"""
