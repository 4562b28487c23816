// What a dry run has answered: all of it in numbers, and the products that somebody wants to look at, as many as a page can show.

/** Of each kind of product that is looked for. */
export const KEPT = 200;

/** Kinds of changes, with words for them. */
export const KINDS = [['new', 'New pictures'], ['removed', 'Pictures removed'], ['repointed', 'Other files'], ['label', 'Labels'], ['position', 'Positions'],
  ['disabled', 'Shown or hidden'], ['etag', 'ETags'], ['role', 'Roles'], ['role_label', 'Labels of roles'], ['other', 'Others']];

const KNOWN = new Set(KINDS.map(([kind]) => kind));

export function kindOf({field, from, to}) {
  if (field === 'image') {
    return from === null ? 'new' : to === null ? 'removed' : 'repointed';
  }
  const kind = field.replace(/:.*/, '');
  return KNOWN.has(kind) ? kind : 'other';
}

export function newPlan() {
  const plan = {
    products: 0, changed: 0, removing: 0, warned: 0, failed: 0, since: 0, removed: 0, leftOut: 0,
    kinds: Object.fromEntries(KINDS.map(([kind]) => [kind, 0])), rows: [], said: new Set(), at: Date.now(), add,
  };
  const kept = {};

  /** @param shown the plan that the product had when it was looked at before, if it was */
  function add(result, shown) {
    const changes = result.changes ?? [];
    const warnings = result.image_stats.warnings;
    changes.forEach((change) => { plan.kinds[kindOf(change)]++; });
    plan.products++;
    plan.leftOut += result.changes_left_out ?? 0;
    plan.removed += result.image_stats.removed;
    const is = {
      since: shown !== undefined && shown !== (result.plan ?? null),
      removing: result.image_stats.removed > 0,
      failed: result.error !== null,
      warned: warnings.length > 0,
      changed: changes.length > 0,
    };
    const kinds = Object.keys(is).filter((kind) => is[kind]);
    kinds.forEach((kind) => { plan[kind]++; });
    if (kinds.some((kind) => (kept[kind] ?? 0) < KEPT)) {
      kinds.forEach((kind) => { kept[kind] = (kept[kind] ?? 0) + 1; });
      plan.rows.push({sku: result.sku, error: result.error, warnings, changes, leftOut: result.changes_left_out ?? 0, removed: result.image_stats.removed, is});
    }
  }

  return plan;
}
