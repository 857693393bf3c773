create table a_table_more (number int);
