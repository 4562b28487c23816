-- Where the transaction comes back to if rows are refused. The driver's mark is for MySQL, which cannot prepare this.
/*client prepare*/ SAVEPOINT gallery_changes
