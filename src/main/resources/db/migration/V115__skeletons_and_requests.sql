-- Named as in the code: skeletons of display names (Unicode TS 39), requests for epoch keys.
alter table accounts_look rename to accounts_skeleton;
alter table accounts_skeleton rename column look to skeleton;
alter table roomkeys_wish rename to roomkeys_request;
