#!/usr/bin/env bash
# Fills a new MariaDB of docker-compose.yml with Magento's tables and the demo catalogue: the very files that the demo uses,
# which stand in /demo. Run once by the image, when its data folder is empty.
set -euo pipefail

{
  echo "CREATE DATABASE magento DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci; USE magento;"
  sed -e 's/{prefix}//g' -e 's/{charset}/utf8mb4/g' -e 's/{collation}/utf8mb4_general_ci/g' "${DEMO_FOLDER:-/demo}/magento-schema.sql"
  sed -e 's/{prefix}//g' "${DEMO_FOLDER:-/demo}/catalogue.sql"
} | MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb --user=root --default-character-set=utf8mb4
