# Akeneo's Events API (self-hosted and PaaS 5.0 to 7.0, SaaS until 2026): {"events": [{action, event_datetime, data: {resource}}]}.
#
# The event holds the values, so that images go on at once, without a call to the PIM. It is loaded where the event does not say enough:
# - a model, since nobody sends events of its variants when its picture changes;
# - a product, if images come from a collection of assets (the event has their codes only), or if an attribute is not there and
#   removed=remove (Akeneo sends no empty values, and none that the connection may not see).

def is_collection: .family != null;

def item($model):
  {sku: (if $model then .data.resource.code else .data.resource.identifier end),
   images: [images_of(.data.resource.values; $model; {})[]],
   event_time: .event_datetime}
  | if $model then .model = true else . end;

def says_enough:
  .data.resource.values as $values
  | all($cfg.images[] | select(concerns(false)); (is_collection | not) and ($cfg.removed != "remove" or ([value_of($values; .attribute)] != [])));

def key:
  .event_datetime as $time
  | .data.resource
  | (if .uuid != null then {uuid} elif .identifier != null then {identifier} else empty end) + {event_time: $time};

if .events == null then {items: loaded}
else
  [.events[] | select(.action | . == "product.created" or . == "product.updated")] as $products
  | [.events[] | select(.action | . == "product_model.created" or . == "product_model.updated")] as $models
  | {items: ([($products[] | item(false)), ($models[] | item(true)) | select(.images != [] or .sku == null)] | sort_by(.event_time)),
     load: ([$products[] | select(says_enough | not) | key] + [$models[] | {model: .data.resource.code, event_time: .event_datetime}])}
end
