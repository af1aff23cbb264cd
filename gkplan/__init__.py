"""gkplan keeps a county government's yearly 政务公开 task table and answers from it."""
