-- What the bot's words did for the consumer's question (answer, open, talk), so that a hand-over tells what is still open.
-- Null for everybody else's, and for what was said before this file.
alter table messages add column said text;
