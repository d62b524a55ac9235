"""What a user installs holds all it needs and nothing that is not theirs."""

import ast
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dispatchsearch"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMPANIONS = {
    "markupsafe": "jinja2",
    "pydantic": "fastapi",
    "starlette": "fastapi",
}  # what a library named offers to its users
BUILD = """
import sys
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
for builder in (WheelBuilder, SdistBuilder):
    print(*builder(sys.argv[1]).build(directory=sys.argv[2]))
"""


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """Return the paths of wheel and sdist, built from the checkout without asking the network."""
    pytest.importorskip("hatchling", reason="hatchling builds the packages: pip install '.[test]'")
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, ROOT, folder], check=True, capture_output=True, text=True, cwd=folder
    )
    wheel, sdist = built.stdout.split()
    return Path(wheel), Path(sdist)


@pytest.fixture(scope="session")
def wheel(packages):
    with zipfile.ZipFile(packages[0]) as archive:
        yield archive


@pytest.fixture(scope="session")
def sdist(packages):
    with tarfile.open(packages[1]) as archive:
        yield archive


def files(folder):
    """Return the paths of a folder's files relative to it, but for what Python and others leave behind."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_the_wheel_holds_every_module_data_file_template_and_style_as_it_is(wheel):
    held = {name.removeprefix("dispatchsearch/") for name in wheel.namelist() if name.startswith("dispatchsearch/")}
    assert held == files(SOURCE)
    assert {"py.typed", "web/static/style.css", "data/LICENCES.md"} <= held
    for name in held:
        assert wheel.getinfo(f"dispatchsearch/{name}").file_size == (SOURCE / name).stat().st_size, name


def test_the_wheel_puts_nothing_beside_the_package(wheel):
    assert {name.split("/")[0].partition("-")[0] for name in wheel.namelist()} == {"dispatchsearch"}


def test_the_wheel_says_how_it_is_called_and_under_which_licence_it_comes(wheel):
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert "dispatchsearch = dispatchsearch.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert "\nRequires-Python: >=3.11\n" in wheel.read(f"{info}/METADATA").decode()


def test_the_sdist_holds_what_building_and_testing_need(sdist):
    held = {name.partition("/")[2] for name in sdist.getnames()}
    assert {f"src/dispatchsearch/{name}" for name in files(SOURCE)} <= held
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "tests/conftest.py", "raw/README.md"} <= held


def test_the_packages_are_small_enough_to_carry(packages):
    for package in packages:
        assert package.stat().st_size < 60_000_000, package.name


def imported():
    """Return the top-level names the package imports, each with a module that does."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            found |= {name.partition(".")[0]: path.relative_to(SOURCE).as_posix() for name in names}
    return found


def test_every_library_that_is_imported_is_asked_for():
    asked_for = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    for extra in PROJECT["optional-dependencies"].values():
        asked_for |= {canonicalize_name(Requirement(line).name) for line in extra}
    distributions = packages_distributions()
    for name, module in imported().items():
        if name in sys.stdlib_module_names or name == "dispatchsearch":
            continue
        offered_by = COMPANIONS.get(name)
        providers = {offered_by or canonicalize_name(provider) for provider in distributions.get(name, [name])}
        assert providers & asked_for, f"{module} imports {name}, which pyproject.toml does not name"


def test_the_script_of_the_build_is_sound():
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
