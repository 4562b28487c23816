-- Takes back what was written since mark-gallery-changes. Locks stay.
/*client prepare*/ ROLLBACK TO SAVEPOINT gallery_changes
