# Pimcore's Datahub Webhooks: {general: {eventName, timestamp, versionOnly}, subject: {…}}, the subject as the schema of the webhook says.
#
# The schema needs the field "sku" and the image fields of the settings. A key is the field's name, or "Title (name)". An image is a path,
# or an object with fullpath, fullPath, path or filename; a gallery is an array of them: its images have the slots "gallery/1", "gallery/2".
# What of it is no picture is left out, and counts for none of these.

def field($name):
  if has($name) then .[$name]
  else first(to_entries[] | select(.key | endswith("(" + $name + ")")) | .value) // null
  end;

def path: if type == "object" then (.fullpath // .fullPath // .path // .filename // (.image | select(. != null) | path)) else . end | strings;

def images($subject; $model):
  ([$subject | select($cfg.label != "") | field($cfg.label) | strings | {label: .[0:255]}] | first // {}) as $text
  | [ $cfg.images[] | select(concerns($model)) | . as $place
      | ([$subject | field($place.attribute) | if type == "array" then .[] else . end | path] | pictures_first(.)) as $paths
      | (($subject | field($place.attribute) | type) == "array") as $gallery
      | range(0; $paths | length) as $i
      | {file_path: $paths[$i], position: ($place.position + $i),
         slot: (if $gallery then "\($place.attribute)/\($i + 1)" else $place.attribute end)}
      | with_roles(if $i == 0 then $place.roles else [] end)
      | . + $text ];

if (.general.eventName | . == "pimcore.dataobject.postAdd" or . == "pimcore.dataobject.postUpdate")
  and .general.versionOnly != true and .subject.published != false then
  .subject as $subject
  | {items: [{sku: ($subject | field("sku")), images: images($subject; false), event_time: .general.timestamp} | select(.images != [])]}
else {}
end
