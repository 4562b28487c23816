# Akeneo's Event Platform (SaaS): one CloudEvent {type, time, data: {product: {uuid}} or {product_model: {code}}}, without values.
# What it speaks of is loaded, and comes back here. An "updated.delta" is only loaded if it changes an image or a label.

def names_us($changes):
  ($changes | objects | .values | objects | keys_unsorted) as $changed
  | any($cfg.images[].attribute, $cfg.label; . as $attribute | any($changed[]; . == $attribute));

def key: {event_time: .time} + if .data.product.uuid != null then {uuid: .data.product.uuid} else {model: .data.product_model.code} end;

if .type == null then {items: loaded}
elif .type | . == "com.akeneo.pim.v1.product.created" or . == "com.akeneo.pim.v1.product.updated"
  or . == "com.akeneo.pim.v1.product-model.created" or . == "com.akeneo.pim.v1.product-model.updated" then
  {load: [key]}
elif .type | . == "com.akeneo.pim.v1.product.updated.delta" or . == "com.akeneo.pim.v1.product-model.updated.delta" then
  {load: [select(names_us((.data.product // .data.product_model).changes)) | key]}
else {}
end
