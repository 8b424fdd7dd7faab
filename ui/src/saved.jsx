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
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, queryEditor } = useGraphiQL(({ tabs, queryEditor }) => ({ tabs, queryEditor }));
  return (text) => {
    const open = tabs.findIndex((tab) => tab.query === text);
    if (open >= 0) return changeTab(open);
    if (queryEditor.getValue().trim()) addTab();
    queryEditor.setValue(text);
    queryEditor.focus();
  };
}

function List() {
  const open = useOpen();
  return (
    <section className="saved-queries" aria-label="Saved queries">
      <h2>Saved queries</h2>
      <ul>
        {SAVED_QUERIES.map(({ title, about, text }) => (
          <li key={title}>
            <button type="button" onClick={() => open(text)}>
              <strong>{title}</strong>
              <span>{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const SAVED_QUERIES_PLUGIN = { title: 'Saved queries', icon: Icon, content: List };
