/**
 * Files for Salesforce's Enterprise Territory Management, as data loaders take them: territories, accounts to add to and
 * to take out of them, users. Territories are named by developer name, and by their record id where the plan's
 * territory ids are those of Salesforce (0MI...).
 */
import { textAt } from '../../core/data/text-column.ts';
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import type { Plan, Territory } from '../../core/plan/plan.ts';
import { accountPlaces } from './accounts-csv.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';
import { eachRow, type ExportStep, noStep } from './export-step.ts';
import { developerNames, isRecordId } from './salesforce-names.ts';
import { regionName } from './territories-kml.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type SalesforceRequest = Omit<ExportRequest, 'format' | 'planName'>;

const TERRITORY_PREFIX = '0MI';
const USER_PREFIX = '005';
const NAME_LENGTH = 80;
const LEGAL = /[\p{Script=Latin}\d]/u;
/** Set by hand, not by an assignment rule. */
const CAUSE = 'Territory2Manual';

/** One developer name a territory id, over both plans: a territory that stays keeps its name. */
type DeveloperNames = ReadonlyMap<string, string>;

/**
 * With a base plan only accounts that change hands are in the files of accounts; without one every account is added.
 * Accounts without an id cannot be loaded and are left out.
 */
export async function salesforceFiles(request: SalesforceRequest, step: ExportStep = noStep): Promise<NamedFile[]> {
  const names = namesOf([request.plan, ...(request.base ? [request.base] : [])]);
  const { insert, remove } = await associations(request, names, step);
  return [
    { name: 'Territory2.csv', bytes: territories(request, names) },
    { name: 'ObjectTerritory2Association-insert.csv', bytes: insert },
    { name: 'ObjectTerritory2Association-delete.csv', bytes: remove },
    { name: 'UserTerritory2Association-insert.csv', bytes: users(request, names) },
  ];
}

function namesOf(plans: readonly Plan[]): DeveloperNames {
  const all = new Map(
    plans.toReversed().flatMap((plan) => territoriesOf(plan).map(({ id, name }) => [id, name] as const)),
  );
  const ids = [...all.keys()];
  // Of a name in another script nothing would be left.
  const legal = developerNames([...all].map(([id, name]) => (LEGAL.test(name) ? name : id)));
  return new Map(ids.map((id, at) => [id, legal[at] as string]));
}

function recordId({ id }: Territory): string {
  return isRecordId(id, TERRITORY_PREFIX) ? id : '';
}

function territories({ plan }: SalesforceRequest, names: DeveloperNames): Uint8Array {
  const writer = createByteWriter();
  writer.text(
    csvLine([
      'Id',
      'Name',
      'DeveloperName',
      'Description',
      'Territory2ModelId',
      'Territory2TypeId',
      'ParentTerritory2Id',
    ]),
  );
  for (const territory of territoriesOf(plan)) {
    const label = Array.from(territory.name || territory.id)
      .slice(0, NAME_LENGTH)
      .join('');
    const region = territory.region === '' ? '' : regionName(plan, territory.region);
    writer.text(csvLine([recordId(territory), label, names.get(territory.id) ?? '', region, '', '', '']));
  }
  return writer.take();
}

async function associations(
  request: SalesforceRequest,
  names: DeveloperNames,
  step: ExportStep,
): Promise<{ readonly insert: Uint8Array; readonly remove: Uint8Array }> {
  const { dataset, plan, base } = request;
  const { cells, codes } = accountPlaces(request);
  const before = base ? accountTerritories(base, { accountCell: cells }) : null;
  const [insert, remove] = [createByteWriter(), createByteWriter()];
  insert.text(csvLine(['ObjectId', 'Territory2Id', 'Territory2.DeveloperName', 'AssociationCause']));
  remove.text(csvLine(['ObjectId', 'Territory2Id', 'Territory2.DeveloperName']));
  const idColumn = dataset.source.columns[dataset.accounts.idColumn];
  if (!idColumn) throw new RangeError('No column holds account ids: import the file again and say which one does.');
  const write = (writer: ByteWriter, account: string, territory: Territory | undefined, ...rest: string[]) => {
    if (territory) writer.text(csvLine([account, recordId(territory), names.get(territory.id) ?? '', ...rest]));
  };
  await eachRow(dataset.source.rowCount, step, (row) => {
    const account = textAt(idColumn, row);
    if (account.trim() === '') return;
    const now = plan.records.territory.get(codes[row] ?? 0);
    const then = base?.records.territory.get(before?.[row] ?? 0);
    if (now?.id === then?.id) return;
    write(insert, account, now, CAUSE);
    write(remove, account, then);
  });
  return { insert: insert.take(), remove: remove.take() };
}

function users({ plan }: SalesforceRequest, names: DeveloperNames): Uint8Array {
  const writer = createByteWriter();
  writer.text(csvLine(['UserId', 'User', 'Territory2Id', 'Territory2.DeveloperName', 'RoleInTerritory2']));
  for (const territory of territoriesOf(plan)) {
    if (territory.rep.trim() === '') continue;
    const user = isRecordId(territory.rep, USER_PREFIX) ? territory.rep : '';
    writer.text(csvLine([user, territory.rep, recordId(territory), names.get(territory.id) ?? '', '']));
  }
  return writer.take();
}
