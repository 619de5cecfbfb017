-- A bot's answer to message n has the key b:n, which is unique already: a second index of the same would cost each answer a page.
drop index messages_answers;
