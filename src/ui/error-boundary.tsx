import { Component, type ReactNode } from 'react';
import { sentenceOf } from './errors.ts';
import { Button } from './kit/button.tsx';
import { messages } from './messages.ts';

interface State {
  readonly error: string | null;
}

/** The one place that needs a class: React has no other way to catch what a component throws. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: sentenceOf(error) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="opening" role="alert">
        <div className="stack">
          <strong>{messages.app.failed}</strong>
          <p>{error}</p>
          <p className="t2">{messages.app.failedHint}</p>
          <div>
            <Button look="primary" size="large" onClick={() => window.location.reload()}>
              {messages.app.reload}
            </Button>
          </div>
        </div>
      </div>
    );
  }
}
