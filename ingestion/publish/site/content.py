"""What all pages of a site are made from, arranged once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingestion.publish.manifest import TableDigest
from ingestion.publish.site.findings import Cause, FindingView, group_causes, view_findings
from ingestion.publish.site.plan_audit import PlanAudit, arrange_audits
from ingestion.publish.site.report_rows import ReportRows
from ingestion.publish.site.rules import RuleFamily, RuleText, RuleView, arrange_rules
from ingestion.publish.site.scores import ScorePlan, arrange_plans
from ingestion.publish.site.sources import Lookups, collect_lookups
from ingestion.publish.site.writer import Tab


@dataclass(frozen=True, slots=True)
class SiteContent:
    """The release as its pages show it."""

    rows: ReportRows
    lookups: Lookups
    findings: tuple[FindingView, ...]
    causes: tuple[Cause, ...]
    audits: tuple[PlanAudit, ...]
    plans: tuple[ScorePlan, ...]
    families: tuple[RuleFamily, ...]
    tables: Mapping[str, TableDigest]
    docs: frozenset[str]

    @property
    def rules(self) -> dict[str, RuleView]:
        """Rules by check id."""
        return {one.rule.check_id: one for family in self.families for one in family.rules}

    @property
    def has_synthetic(self) -> bool:
        """Whether anything shown was made up."""
        return any(one.is_synthetic for one in self.lookups.sources.values()) or any(
            one.is_synthetic for one in self.rows.actuals
        )

    def tabs(self) -> tuple[Tab, ...]:
        """The navigation."""
        return (
            Tab(key="index", href="index.html", zh="总览", en="Overview"),
            Tab(
                key="findings",
                href="findings.html",
                zh="核验发现",
                en="Findings",
                count=len(self.findings),
            ),
            Tab(key="plans", href="plans.html", zh="计划核验", en="Plans", count=len(self.audits)),
            Tab(
                key="documents",
                href="documents.html",
                zh="文件",
                en="Documents",
                count=len(self.rows.documents),
            ),
            Tab(key="scorecards", href="scorecards.html", zh="记分卡", en="Scorecards"),
            Tab(
                key="submissions",
                href="submissions.html",
                zh="报送",
                en="Submissions",
                count=self.rows.counts.get("fct_submissions"),
            ),
            Tab(
                key="rules",
                href="rules.html",
                zh="规则",
                en="Rules",
                count=sum(len(family.rules) for family in self.families),
            ),
            Tab(key="manifest", href="manifest.html", zh="来源与复核", en="Provenance"),
        )


def arrange_content(
    rows: ReportRows,
    *,
    rules: Sequence[RuleText],
    tables: Mapping[str, TableDigest],
    docs: frozenset[str],
    check_pages: Mapping[str, str],
) -> SiteContent:
    """Arrange what the pages are made from.

    Args:
        rows: As read from the warehouse.
        rules: The checks as their files state them.
        tables: Rows and hash of each published table.
        docs: Pages of ``data_docs`` that there are.
        check_pages: Address of the check engine's page by check id.
    """
    lookups = collect_lookups(rows)
    findings = view_findings(
        rows.findings,
        rows.checks,
        lookups,
        is_first=len({one.release_id for one in rows.trends}) < 2,
    )
    causes = group_causes(findings)
    audits = arrange_audits(rows, causes, lookups)
    return SiteContent(
        rows=rows,
        lookups=lookups,
        findings=findings,
        causes=causes,
        audits=audits,
        plans=arrange_plans(rows, lookups, {one.plan_id for one in audits}),
        families=arrange_rules(
            rules,
            rows.checks,
            docs_pages=check_pages,
            found=Counter(one.row.check_id for one in findings),
        ),
        tables=tables,
        docs=docs,
    )
