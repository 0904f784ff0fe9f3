import { Popover, PopoverDisclosure, PopoverProvider, usePopoverStore, useStoreState } from '@ariakit/react';
import { History } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { ariaKeys } from '../keys.ts';
import { Tip } from '../kit/tip.tsx';
import { popup } from '../kit/popup.ts';
import { messages } from '../messages.ts';
import { screen, screenStore } from '../screen.ts';

const words = messages.history;
const HistoryList = lazy(async () => ({ default: (await import('./history-list.tsx')).HistoryList }));

export function HistoryButton() {
  const asked = useStore(screenStore, (state) => state.dialog === 'history');
  const popover = usePopoverStore({ placement: 'bottom-start' });
  const button = useRef<HTMLButtonElement>(null);
  const open = useStoreState(popover, 'open');
  useEffect(() => {
    if (!asked) return;
    screen.closeDialog();
    // As by hand: the popover hangs on what opened it.
    button.current?.click();
  }, [asked]);
  return (
    <PopoverProvider store={popover}>
      <Tip text={words.open} keys="H">
        <PopoverDisclosure
          // The nearest popover above the button would be its tooltip.
          store={popover}
          ref={button}
          className="btn ghost icon"
          aria-label={words.title}
          aria-keyshortcuts={ariaKeys('H')}
        >
          <History aria-hidden />
        </PopoverDisclosure>
      </Tip>
      <Popover {...popup} className="pop history-pop" aria-label={words.title}>
        {open ? (
          <Suspense fallback={null}>
            <HistoryList />
          </Suspense>
        ) : null}
      </Popover>
    </PopoverProvider>
  );
}
