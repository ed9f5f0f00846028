"""The daily import, as cron runs it: exports in a drop folder -> store -> fit -> report.

    python daily_etl.py DROP_FOLDER [DATABASE_URL]

Files that went in move to DROP_FOLDER/done; what a file could not give is listed. The exit code is 1 when a file was
refused, so that cron writes a mail.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cic


def run(folder: Path, url: str) -> int:
    files = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".json", ".geojson"))
    settings = folder / "settings.toml"
    told = str(settings) if settings.exists() else None
    if files:
        try:
            report = cic.import_files(url, files, settings=told)
        except cic.InvalidError as error:
            for fault in error.faults:
                print(f"refused {fault.field}: {fault.message}", file=sys.stderr)
            return 1
        for file in report["files"]:
            print(f"{file['file']}: {file['rows']} rows, {file['accepted']} new, {len(file['quarantined'])} left out")
            for row in file["quarantined"][:5]:
                print(f"  line {row['line']}, {row['column']} = {row['value']!r}: {row['reason']}")
        done = folder / "done"
        done.mkdir(exist_ok=True)
        for path in files:
            path.rename(done / path.name)
    fit = cic.fit(url, settings=told)
    print(f"fitted as of {fit['as_of']}, version {fit['version']}")
    for segment in fit["segments"]:
        print(f"  {segment['display_name']:22} {segment['member_count']:6,} members, {segment['at_risk']:5,} at risk")
    for move in fit["moves"]:
        print(f"  {move['members']} moved from {move['from'] or '(new)'} to {move['to'] or '(gone)'}")
    at_risk = cic.Engine.open(url).members_at_risk(limit=5)
    print("most valuable members at risk:")
    for name, days, value in zip(at_risk["name"], at_risk["days_since_last_visit"], at_risk["ltv"]):
        print(f"  {name}: last seen {days} days ago, worth {value:,}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(run(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "sqlite://cic.db"))
