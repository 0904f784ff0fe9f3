/** The page's only wiring: stores, database, workers, screens. */
import { createRoot } from 'react-dom/client';
import { listProjects, projectsLost, renameProject, startPersistence } from './persistence/persistence.ts';
import { workspace } from './store/workspace-store.ts';
import { planOfAddress } from './ui/address.ts';
import { App, Opening } from './ui/app.tsx';
import { keepForOffline } from './ui/app-version.ts';
import { followAddress } from './ui/follow-address.ts';
import { showError } from './ui/kit/toasts.tsx';
import { messages } from './ui/messages.ts';
import { startTheme } from './ui/theme.ts';
import { trustOwnScripts } from './ui/trusted-scripts.ts';
import { offerUnfinished } from './ui/unfinished.ts';
import { counted } from './ui/words.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/kit/kit.css';

// What computes comes with the first project: the start screen needs none of it.
const metricsClient = () => import('./engine/metrics-client.ts');

/** Figures follow the workspace from the first project on. */
function startMetricsWithProject(): void {
  const startMetricsClient = () => void metricsClient().then(({ startMetrics }) => startMetrics());
  if (workspace.getState().project !== null) {
    startMetricsClient();
    return;
  }
  const stop = workspace.subscribe((state) => {
    if (state.project === null) return;
    stop();
    startMetricsClient();
  });
}

async function listed() {
  return (await listProjects()).map((project) => ({ ...project, savedAt: project.updatedAt }));
}

/** The browser itself may lose what it keeps, and shows an empty store as if nothing had been there. */
async function tellLost(): Promise<void> {
  const lost = await projectsLost().catch(() => 0);
  if (lost > 0) showError(messages.storage.lost(counted(lost, 'projects')));
}

async function start(element: HTMLElement): Promise<void> {
  trustOwnScripts();
  startTheme();
  keepForOffline();
  const root = createRoot(element);
  // Most projects are open before anybody could read this.
  const patience = setTimeout(() => root.render(<Opening />), 250);
  await startPersistence({
    buildGrid: async (cells) => (await metricsClient()).buildGridAside(cells),
    planId: planOfAddress(window.location.hash),
  });
  clearTimeout(patience);
  startMetricsWithProject();
  followAddress();
  void tellLost();
  offerUnfinished();
  root.render(<App shelf={{ list: listed, rename: renameProject }} />);
}

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no #root element.');
void start(element);
