-- a verdict "wrong" that whoever keeps the knowledge has dealt with
alter table decisions add column wrong_handled_at bigint;
alter table decisions add column wrong_handled_by text;
