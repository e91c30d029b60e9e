/** custom-elements.json, from the JSDoc of each element: docs and types are made from it. */

/** `@attr {a|b} name - description` has the last word on an attribute's type: the property takes whatever a page writes. */
const attributeTypes = {
  name: 'attribute-types',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return
    const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name?.getText())
    const documented = new Map(
      ts
        .getJSDocTags(node)
        .filter(({ tagName }) => tagName.getText() === 'attr')
        .map((tag) => /^@attr\s+\{([^}]*)\}\s+([\w-]+)/.exec(tag.getText()))
        .filter(Boolean)
        .map(([, type, name]) => [name, type]),
    )
    attributeTypes.found.push({ declaration, documented })
  },
  packageLinkPhase() {
    for (const { declaration, documented } of attributeTypes.found) {
      if (!declaration?.tagName) continue
      declaration.attributes = declaration.attributes?.filter(({ name }) => documented.has(name))
      for (const attribute of declaration.attributes ?? [])
        attribute.type = { text: documented.get(attribute.name) }
      // What the analyser takes for an event from a `dispatchEvent(new SomeEvent(...))` has no description.
      declaration.events = declaration.events?.filter(({ description }) => description)
    }
  },
  found: [],
}

export default {
  globs: ['src/*/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.styles.ts', 'src/testing/**'],
  litelement: true,
  outdir: '.',
  plugins: [attributeTypes],
}
