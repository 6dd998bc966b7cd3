"""Where a case is, for somebody who has proven who they are."""
