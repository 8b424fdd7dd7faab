// Ids of the tenant's own models, for the variables of saved queries; the example's where it is there.
const QUERY = `query Own {
  models(first: 50) { nodes { id current { elements(first: 100) { nodes { id kind } } } } }
}`;
const EXAMPLE = { model: 'order-to-cash', element: 'order-to-cash#Task_Ship' };
const CONFIGURATION = 'ameide.toml';

export async function ownIds(url) {
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) });
    return chosen((await answer.json()).data.models.nodes.filter(({ id }) => id !== CONFIGURATION));
  } catch {
    return undefined; // who may not ask, or cannot, gets the example's ids
  }
}

function chosen(models) {
  if (!models.length) return null;
  const model = models.find(({ id }) => id === EXAMPLE.model) ?? models[0];
  const elements = (model.current?.elements.nodes ?? []).map(({ id, kind }) => ({ id: id.replace(/@\d+#/, '#'), kind }));
  const element =
    elements.find(({ id }) => id === EXAMPLE.element) ??
    elements.find(({ kind }) => /task|activity/i.test(kind)) ??
    elements[0];
  return { model: model.id, element: element?.id ?? model.id };
}

export function variablesOf(saved, ids) {
  const values = ids ?? EXAMPLE;
  const found = Object.entries(saved.needs ?? {}).map(([name, kind]) => [name, values[kind]]);
  return found.length ? JSON.stringify(Object.fromEntries(found), null, 2) : '';
}
