// The "Saved queries" side bar: questions worth asking, each opened in a tab of its own.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

import { SAVED_QUERIES } from './queries.js';

function Icon(props) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" {...props}>
      <path d="M6 3h12v18l-6-4.5L6 21z" />
    </svg>
  );
}

function useOpen() {
  const { addTab, changeTab, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, queryEditor } = useGraphiQL(({ tabs, queryEditor }) => ({ tabs, queryEditor }));
  if (!queryEditor) return null; // it loads after the side bar

  // The editor tells what it holds after a pause only; whoever runs or leaves it sooner must meet this query.
  const tell = ({ text, document: documentAST }) => {
    const operations = documentAST.definitions;
    const operationName = operations[0].name.value;
    setOperationFacts({ documentAST, operations, operationName });
    updateActiveTabValues({ query: text, operationName });
  };
  const show = (text) => {
    const open = tabs.findIndex((tab) => tab.query === text);
    if (open >= 0) return changeTab(open);
    if (queryEditor.getValue().trim()) addTab();
    queryEditor.setValue(text);
  };
  return (saved) => {
    show(saved.text);
    tell(saved);
    queryEditor.focus();
  };
}

function List() {
  const open = useOpen();
  return (
    <section className="saved-queries" aria-label="Saved queries">
      <h2>Saved queries</h2>
      <ul>
        {SAVED_QUERIES.map((saved) => (
          <li key={saved.title}>
            <button type="button" disabled={!open} onClick={() => open(saved)}>
              <strong>{saved.title}</strong>
              <span>{saved.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const SAVED_QUERIES_PLUGIN = { title: 'Saved queries', icon: Icon, content: List };
