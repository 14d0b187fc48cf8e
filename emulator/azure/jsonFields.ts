type Names = readonly string[];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A place in a list, the one after its last item included. */
function placeIn(list: readonly unknown[], name: string): number | undefined {
  return /^\d+$/.test(name) && Number(name) <= list.length ? Number(name) : undefined;
}

function set(body: unknown, [name, ...rest]: Names, value: unknown): unknown {
  if (name === undefined) {
    return value;
  }
  if (Array.isArray(body)) {
    const place = placeIn(body, name);
    if (place !== undefined) {
      return Object.assign([...(body as unknown[])], { [place]: set(body[place], rest, value) });
    }
  }
  const fields = isRecord(body) ? body : {};
  return { ...fields, [name]: set(fields[name], rest, value) };
}

function remove(body: unknown, [name = "", ...rest]: Names): unknown {
  if (Array.isArray(body)) {
    const place = placeIn(body, name);
    return body.flatMap((item: unknown, index) => {
      if (index !== place) {
        return [item];
      }
      return rest.length === 0 ? [] : [remove(item, rest)];
    });
  }
  if (!isRecord(body)) {
    return body;
  }
  const kept = Object.entries(body).flatMap(([key, item]): (readonly [string, unknown])[] => {
    if (key !== name) {
      return [[key, item]];
    }
    return rest.length === 0 ? [] : [[key, remove(item, rest)]];
  });
  return Object.fromEntries(kept);
}

/** JSON with the value at a path such as `error.message` or `0.name`; what is missing on the way, or no object, becomes one. */
export function setField(body: unknown, path: string, value: unknown): unknown {
  return set(body, path.split("."), value);
}

/** JSON without the place at a path; as it is where there is no such place. */
export function removeField(body: unknown, path: string): unknown {
  return remove(body, path.split("."));
}
