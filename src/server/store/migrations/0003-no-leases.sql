-- What one replica at a time does are jobs, which have leases of their own: nothing used this.
DROP TABLE lease;
