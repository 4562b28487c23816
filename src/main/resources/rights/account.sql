-- The connector's database user, without any right.
CREATE USER 'nacento'@'%' IDENTIFIED BY 'the value of nacento.db.password';
