import { Kind, visit, type DocumentNode, type SelectionNode } from 'graphql';

/** What makes validation slow, counted over the whole document, since all of it is validated whichever operation is asked for. */
export interface Repeats {
  /** Fields that have the name of another one beside them. Validation compares such fields pair by pair: two thousand of one name take it seconds. */
  fields: number;
  /** Fragments of the document. Each is compared with each. */
  fragments: number;
}

export function repeatsIn(document: DocumentNode): Repeats {
  const known = counted.get(document);
  if (known !== undefined) return known;
  let fields = 0;
  visit(document, {
    SelectionSet({ selections }, _key, parent) {
      // An inline fragment's fields stand beside those of its surroundings and are counted there.
      if (parent !== undefined && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT) return;
      const names = selections.flatMap(namesOf);
      fields += names.length - new Set(names).size;
    },
  });
  const repeats = { fields, fragments: document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length };
  counted.set(document, repeats);
  return repeats;
}

/** So that a document that is asked again is not counted again. */
const counted = new WeakMap<DocumentNode, Repeats>();

function namesOf(node: SelectionNode): string[] {
  if (node.kind === Kind.FIELD) return [(node.alias ?? node.name).value];
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.flatMap(namesOf) : [];
}
