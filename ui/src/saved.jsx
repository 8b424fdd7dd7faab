// The "Saved queries" side bar: questions worth asking, about the tenant's own models, and those that the user keeps.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { useState } from 'react';

import { variablesOf } from './own.js';
import { SAVED_QUERIES } from './queries.js';

const STORED = 'ameide:saved-queries';

function Icon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" {...props}>
      <path d="M6 3h12v18l-6-4.5L6 21z" />
    </svg>
  );
}

function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(found) ? found.filter(({ title, text }) => title && text) : [];
  } catch {
    return []; // what somebody else put there, or a browser that keeps nothing
  }
}

function useOpen(ids) {
  const { addTab, changeTab, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(({ tabs, queryEditor, variableEditor }) => ({
    tabs,
    queryEditor,
    variableEditor,
  }));
  if (!queryEditor || !variableEditor) return null; // they load after the side bar

  // The editor tells what it holds after a pause only; whoever runs or leaves it sooner must meet this query.
  const tell = (text, variables) => {
    let operations = [];
    let documentAST;
    try {
      documentAST = parse(text);
      operations = documentAST.definitions.filter(({ kind }) => kind === 'OperationDefinition');
    } catch {
      // a user may keep what is not whole yet
    }
    const operationName = operations[0]?.name?.value;
    if (documentAST) setOperationFacts({ documentAST, operations, operationName });
    updateActiveTabValues({ query: text, operationName, ...(variables === undefined ? {} : { variables }) });
  };
  return (saved) => {
    const variables = saved.variables ?? variablesOf(saved, ids);
    const open = tabs.findIndex((tab) => tab.query === saved.text);
    if (open >= 0) {
      changeTab(open);
      tell(saved.text);
    } else {
      if (queryEditor.getValue().trim()) addTab();
      queryEditor.setValue(saved.text);
      variableEditor.setValue(variables);
      tell(saved.text, variables);
    }
    queryEditor.focus();
    document.querySelector('.graphiql-sessions')?.scrollIntoView(); // on a phone it stands below the side bar
  };
}

function Entry({ saved, open, remove }) {
  return (
    <li>
      <button type="button" disabled={!open} onClick={() => open(saved)}>
        <strong>{saved.title}</strong>
        {saved.about && <span>{saved.about}</span>}
      </button>
      {remove && (
        <button type="button" className="remove" aria-label={`Remove ${saved.title}`} onClick={() => remove(saved)}>
          ×
        </button>
      )}
    </li>
  );
}

function Keep({ keep }) {
  const [title, setTitle] = useState('');
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const save = (event) => {
    event.preventDefault();
    const text = queryEditor?.getValue() ?? '';
    if (!title.trim() || !text.trim()) return;
    keep({ title: title.trim(), text, variables: variableEditor?.getValue() ?? '' });
    setTitle('');
  };
  return (
    <form className="keep" onSubmit={save}>
      <input
        aria-label="Name for this query"
        placeholder="Name for this query"
        maxLength={80}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <button type="submit" disabled={!title.trim() || !queryEditor}>
        Save
      </button>
    </form>
  );
}

function List({ ids }) {
  const open = useOpen(ids);
  const [own, setOwn] = useState(stored);
  const change = (next) => {
    setOwn(next);
    try {
      localStorage.setItem(STORED, JSON.stringify(next));
    } catch {
      // it stays until the page is closed
    }
  };
  return (
    <section className="saved-queries" aria-label="Saved queries">
      <h2>Saved queries</h2>
      {ids === null && (
        <p role="note">
          Nothing has been imported yet. Open “Import a model” below and run it, or run <code>ameide import FILE</code>. Then
          reload the page: the queries are about your own models.
        </p>
      )}
      <ul>
        {SAVED_QUERIES.map((saved) => (
          <Entry key={saved.title} saved={saved} open={open} />
        ))}
      </ul>
      <h2>Yours</h2>
      <ul aria-label="Yours">
        {own.map((saved) => (
          <Entry
            key={saved.title}
            saved={saved}
            open={open}
            remove={({ title }) => change(own.filter((each) => each.title !== title))}
          />
        ))}
      </ul>
      <Keep keep={(saved) => change([...own.filter(({ title }) => title !== saved.title), saved])} />
    </section>
  );
}

export const savedQueries = (ids) => ({ title: 'Saved queries', icon: Icon, content: () => <List ids={ids} /> });
