-- Who may do what with what case-service keeps beside its events. Run anew whenever it, or the name of a role, changes.
grant select, insert, update on reader_cursor, known_region, known_code, case_listed to ${writer};
grant select, insert, delete on case_agency to ${writer};
grant select on reader_cursor, known_region, known_code, known_agency, passed_by, case_listed, case_agency to
    ${reader};
grant select, insert on known_agency to ${writer};
grant select, delete on passed_by to ${writer};
