-- Looks are made by ICU's table of confusables: at the next start each name gets its new ones.
delete from accounts_look;
