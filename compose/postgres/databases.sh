#!/bin/sh
# Makes what is missing of roles and databases, and sets every password anew. Passwords go in by the environment, not by
# the command line, where every process of the machine could read them.
exec psql -X -q -v ON_ERROR_STOP=1 -d postgres -f "$(dirname "$0")/databases.sql"
