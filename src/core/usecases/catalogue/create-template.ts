import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { TemplateInput } from '../../domain/catalogue/input.ts';
import { makeTemplate } from '../../domain/catalogue/make-template.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';
import { keepVersion } from './keep-version.ts';

/** Makes the first version of a program template. Throws FORBIDDEN, INVALID or INVALID_CONFIG. */
export async function createTemplate(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts'>,
  context: RequestContext,
  input: TemplateInput,
): Promise<Keyed<ProgramTemplate>> {
  requirePermission(context.actor, 'catalogue.write');
  return idempotent(ports, context, async (receiptOf) => {
    const at = ports.clock.now();
    const template = makeTemplate(input, ports.ids.next(), at);
    const resource = `program-templates/${template.id}`;
    await ports.transactions.commit([
      { op: 'insert', collection: 'programTemplates', document: template },
      keepVersion(template),
      auditWrite(ports, context, at, {
        action: 'template.create',
        resource,
        companyId: null,
        before: null,
        after: template,
      }),
      ...receiptOf(template),
    ]);
    return template;
  });
}
