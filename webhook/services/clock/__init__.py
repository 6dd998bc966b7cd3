"""The statutory clock: pure functions of dates. `limits` is the table of the law, `clock` runs it over a case, `stage` says where the case is.

Nothing here reads a database, a file or the time; today comes from the caller, as a day in Europe/London.
"""
