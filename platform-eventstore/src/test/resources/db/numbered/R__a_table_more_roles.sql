grant select on a_table_more to ${reader};
