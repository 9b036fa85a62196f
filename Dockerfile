# The image of every Planledger service in docker-compose.yml: the code, its DAGs and the locked
# production dependencies. No secret and no data is in it.
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    GX_ANALYTICS_ENABLED=false \
    DO_NOT_TRACK=1 \
    PLANLEDGER_HOME=/var/lib/planledger \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/planledger/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False

# The volume inherits this owner the first time that it is mounted.
RUN useradd --create-home --uid 50000 planledger \
    && install --directory --owner=planledger "$PLANLEDGER_HOME" "$AIRFLOW_HOME"

WORKDIR /opt/planledger
COPY requirements/production.txt requirements/
RUN pip install --no-cache-dir --require-hashes --no-deps --requirement requirements/production.txt \
    && python -m compileall -q -j 0 "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

# The code runs from its source tree: DAGs, dbt project and seeds lie beside the packages.
COPY ingestion ingestion
COPY expectations expectations
COPY dbt_project dbt_project
COPY dags dags
ENV PYTHONPATH=/opt/planledger
RUN python -m compileall -q ingestion expectations dags

USER planledger
CMD ["python", "-m", "ingestion.cli", "--help"]
