<?php
return [
    'backend' => [
        'frontName' => 'admin_1x2y3z'
    ],
    'remote_storage' => [
        'driver' => 'aws-s3',
        'prefix' => 'shop',
        'config' => [
            'bucket' => 'shop-media',
            'region' => 'eu-central-1',
            'credentials' => [
                'key' => 'AKIAEXAMPLE',
                'secret' => 'secret/with+signs='
            ]
        ]
    ],
    'cache' => [
        'graphql' => [
            'id_salt' => 'x1y2z3'
        ],
        'frontend' => [
            'default' => [
                'id_prefix' => '69d_',
                'backend' => 'Magento\\Framework\\Cache\\Backend\\Redis',
                'backend_options' => [
                    'server' => 'redis.internal',
                    'database' => '0',
                    'port' => '6379',
                    'password' => ''
                ]
            ]
        ],
        'allow_parallel_generation' => false
    ],
    'queue' => [
        'amqp' => [
            'host' => 'mq.internal',
            'port' => '5672',
            'user' => 'magento',
            'password' => 'hops',
            'virtualhost' => '/shop',
            'ssl' => ''
        ],
        'consumers_wait_for_messages' => 1
    ],
    'crypt' => [
        'key' => '0123456789abcdef0123456789abcdef'
    ],
    'db' => [
        'table_prefix' => 'm2_',
        'connection' => [
            'default' => [
                'host' => 'db.internal:3307',
                'dbname' => 'shop',
                'username' => 'shop',
                'password' => 'p\\ss\'wörd #1',
                'model' => 'mysql4',
                'engine' => 'innodb',
                'initStatements' => 'SET NAMES utf8;',
                'active' => '1',
                'driver_options' => [
                    1014 => true
                ]
            ]
        ]
    ],
    'resource' => [
        'default_setup' => [
            'connection' => 'default'
        ]
    ],
    'x-frame-options' => 'SAMEORIGIN',
    'MAGE_MODE' => 'production',
    'session' => [
        'save' => 'redis',
        'redis' => [
            'host' => 'redis.internal',
            'max_lifetime' => '2592000',
            'bot_lifetime' => '7200',
            'disable_locking' => '0'
        ]
    ],
    'lock' => [
        'provider' => 'db'
    ],
    'cache_types' => [
        'config' => 1,
        'full_page' => 1
    ],
    'downloadable_domains' => [
        'shop.example.com'
    ],
    'install' => [
        'date' => 'Tue, 14 Jan 2025 10:11:12 +0000'
    ],
    'http_cache_hosts' => [
        [
            'host' => 'varnish-1',
            'port' => '6081'
        ],
        [
            'host' => 'varnish-2'
        ]
    ]
];
