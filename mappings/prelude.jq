# What every mapping may use. It goes in front of each, on one line: no comment may stand behind code here.
#
# $cfg is {images: [{attribute, for: "all"|"parent"|"child", position, roles, family?, media?}], label, labels: {locale: store}, channel,
# locale, removed: "keep"|"remove", extensions: ["jpg", …]}: the settings of the source, and what file names of pictures end in.

# The value of an attribute in Akeneo's form, {attribute: [{locale, scope, data}]}, that counts for the channel and locale of the settings.
# A value of an asset has "channel" in place of "scope". Nothing, if there is none.
def value_of($values; $attribute):
  first(
    ($values | objects | .[$attribute]) // [] | arrays | .[]
    | (.scope // .channel) as $scope
    | select((.locale == null or .locale == $cfg.locale) and ($scope == null or $scope == $cfg.channel))
    | .data
    | select(. != null)
  );

# Whether a place of the settings is one of models, or of everything else.
def concerns($model): .for == "all" or ((.for == "parent") == $model);

# {label, stores}, as far as the values have them. A locale without a value leaves its store view alone.
def labels_of($values):
  if $cfg.label == "" then {}
  else
    ([value_of($values; $cfg.label) | strings | {label: .[0:255]}] | first // {})
    + ([($values | objects | .[$cfg.label]) // [] | arrays | .[]
        | select(.locale != null and (.scope == null or .scope == $cfg.channel) and $cfg.labels[.locale] != null and (.data | type) == "string")
        | {key: $cfg.labels[.locale], value: {label: .data[0:255]}}]
       | if . == [] then {} else {stores: from_entries} end)
  end;

def with_roles($roles): if $roles == [] then . else . + {roles: $roles} end;

# The file of an asset.
def file_of($asset; $media): value_of($asset.values?; $media) | strings | select(. != "");

# Whether a path, or a web address, is a picture's by its name.
def is_picture:
  (ascii_downcase | if startswith("http://") or startswith("https://") then split("?")[0] | split("#")[0] else . end) as $path
  | any($cfg.extensions[]; . as $extension | $path | endswith("." + $extension));

# The files of a list that are pictures, then the others, which the connector leaves out: so those take no picture's position and roles.
def pictures_first(path): sort_by(path | is_picture | not);

# The images of a product or model: one for each place that has a file. $assets is {family: {code: asset}}.
def images_of($values; $model; $assets):
  labels_of($values) as $labels
  | [ $cfg.images[] | select(concerns($model)) | . as $place
      | if .family then
          ([ value_of($values; .attribute) | arrays | .[] | . as $code
             | file_of($assets[$place.family][$code]; $place.media) | {code: $code, path: .} ] | pictures_first(.path)) as $files
          | range(0; $files | length) as $i
          | {file_path: $files[$i].path, position: ($place.position + $i), slot: "\($place.attribute)/\($files[$i].code)"}
          | with_roles(if $i == 0 then $place.roles else [] end)
        else
          value_of($values; .attribute) | strings
          | {file_path: ., position: $place.position, slot: $place.attribute}
          | with_roles($place.roles)
        end
      | . + $labels ];

# The slots of a loaded product that are empty: attributes without a value of which the PIM shows this connection some value elsewhere.
def empty_slots_of($values; $model; $visible):
  [ $cfg.images[] | select(concerns($model) and (.family | not)) | .attribute | . as $attribute
    | select(any($visible[]; . == $attribute) and ([value_of($values; $attribute)] == [])) ];

# Whether all of the gallery was seen, with a file of each asset: what is not there is not in the PIM then. Not where an attribute holds a
# file that is no picture: it has a value, and its slot nothing to show.
def all_seen($values; $model; $assets; $visible):
  all($cfg.images[] | select(concerns($model)); . as $place
    | any($visible[]; . == $place.attribute)
      and if $place.family == null then all(value_of($values; $place.attribute) | strings; is_picture)
        else all(value_of($values; $place.attribute) | arrays | .[]; [file_of($assets[$place.family][.]; $place.media)] != []) end);

# What was loaded from Akeneo, {products, models, assets: {family: {code: asset}}, visible: [attribute], loaded_at}, as items.
# They are as young as their last change, and as the moment when they were loaded: an event before it can tell nothing newer.
# The slots of assets that have left a collection are known to nobody here: with collections, the whole gallery is replaced.
def loaded:
  . as $all
  | (.assets // {}) as $assets
  | (.visible // []) as $visible
  | [ ((.products // [])[] | {entry: ., sku: .identifier, model: false}),
      ((.models // [])[] | {entry: ., sku: .code, model: true})
      | . as {entry: $entry, sku: $sku, model: $model}
      | $entry.values as $values
      | {sku: $sku, images: images_of($values; $model; $assets), event_time: [$entry.updated, $all.loaded_at]}
      | if $model then .model = true else . end
      | if $cfg.removed != "remove" then .
        elif any($cfg.images[]; concerns($model) and .family != null) then
          if all_seen($values; $model; $assets; $visible) then . + {mode: "replace", allow_empty: true} else . end
        else
          empty_slots_of($values; $model; $visible) as $empty | if $empty == [] then . else .empty_slots = $empty end
        end
      | select(.images != [] or .empty_slots != null or .mode != null or .sku == null) ];
