"""The demo's synthetic people and texts: invented, short, and impossible to mistake for real ones.

Surnames are words such as Ficticia and Inventado; telephone numbers begin with +52 000, used by no network.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

RECRUITER_PHONE = "+520005550142"
"""The telephone that recruits in both states: the one link that is about a suspect."""


@dataclass(frozen=True)
class Person:
    """A synthetic person with what a case file says."""

    identities: dict[str, Any]
    narrative: str
    needs: tuple[str, ...] = ()
    contact: dict[str, str] = field(default_factory=dict)


def identifier(kind: str, value: str, role: str) -> dict[str, str]:
    return {"kind": kind, "value": value, "role": role}


JOURNEY = Person(
    identities={
        "given_names": "Ximena Ejemplina",
        "surnames": "Ficticia Inventada",
        "other_names": "",
        "gender": "Feminine",
        "birth_date": "1999-04-17",
        "birth_state": "07",
        "citizenship": "MX",
        "municipality": "Tapachula",
        "identifiers": [
            identifier("phone", "+520001112233", "person"),
            identifier("phone", RECRUITER_PHONE, "suspect"),
        ],
    },
    narrative=(
        "Cuenta que un anuncio ofrecía empleo de mesera con casa incluida. Al llegar le quitaron sus papeles "
        "y le dijeron que debía el viaje. Trabaja todos los días y no la dejan salir sola."
    ),
    contact={"channel": "phone", "value": "+520001112233", "hours": "10:00-12:00"},
)
"""The person of the journey in Chiapas; the file is opened while one watches."""

JOURNEY_ELSEWHERE = Person(
    identities=JOURNEY.identities
    | {
        "given_names": "Jimena Exemplina",
        "surnames": "Ficticia Ynventada",
        "municipality": "Ciudad Juárez",
        "identifiers": [identifier("phone", "+520001112233", "person")],
    },
    narrative="Preguntó por sus papeles en una central. Dice que alguien la espera y que tiene una deuda.",
)
"""The same person in Chihuahua, spelt as somebody heard it."""

SAME_RECRUITER = Person(
    identities={
        "given_names": "Brisa Maquetina",
        "surnames": "Simulada Deprueba",
        "other_names": "",
        "gender": "Feminine",
        "birth_date": "2001-11-02",
        "birth_state": "20",
        "citizenship": "MX",
        "municipality": "Chihuahua",
        "identifiers": [identifier("phone", RECRUITER_PHONE, "suspect")],
    },
    narrative="Le ofrecieron trabajo por teléfono y el número dejó de contestar cuando pidió su pago.",
)
"""Another person in Chihuahua, recruited from the same telephone."""

KNOWN_IN_BOTH = Person(
    identities={
        "given_names": "Tomás Plantilla",
        "surnames": "Imaginario Delejemplo",
        "other_names": "",
        "gender": "Masculine",
        "birth_date": "1988-07-30",
        "birth_state": "07",
        "citizenship": "MX",
        "municipality": "Comitán",
        "identifiers": [],
    },
    narrative="Trabajó en un campo agrícola sin contrato. Le descontaban la comida y el techo de cada pago.",
)
"""Already on file in Chiapas when the demo starts, so that a candidate link waits in the inbox."""

KNOWN_ELSEWHERE = Person(
    identities=KNOWN_IN_BOTH.identities
    | {"given_names": "Tomas", "surnames": "Ymaginario Del Ejemplo", "municipality": "Ojinaga"},
    narrative="Llegó desde otro estado a una pizca. Dice que no le han pagado y que guardan su credencial.",
)

BACKGROUND = tuple(
    Person(
        identities={
            "given_names": given,
            "surnames": surnames,
            "other_names": "",
            "gender": gender,
            "birth_date": born,
            "birth_state": state,
            "citizenship": "MX",
            "municipality": "",
            "identifiers": [],
        },
        narrative="Persona inventada para la demostración; aquí estaría lo que contó.",
    )
    for given, surnames, gender, born, state in (
        ("Alba Modelina", "Supuesta Figurada", "Feminine", "1995-01-09", "07"),
        ("Ciro Bocetín", "Aparente Fingido", "Masculine", "1979-12-24", "07"),
        ("Dalia Esquemina", "Hipotética Pensada", "Feminine", "2003-03-03", "20"),
        ("Elio Muestrario", "Dibujado Calcado", "Masculine", "1991-08-15", "27"),
    )
)
"""Files that only fill the lists."""

REPORT_NARRATIVE = (
    "Vi a una joven en la central de autobuses. Una señora hablaba por ella y no le soltaba los papeles. "
    "Cuando le pregunté la hora, miró a la señora antes de contestar. Se fueron hacia la salida norte."
)
REPORT_CONTACT = "Puedo contestar en +520009998877 por la tarde"
EARLIER_REPORT = (
    "En un restaurante de la carretera hay muchachas que nunca salen solas. "
    "El encargado guarda las credenciales de todas, y nadie las ve sin él."
)
ANSWER = "Gracias por avisar. Lo estamos revisando. No se acerque ni pregunte más, por su seguridad."
WRITTEN_AGAIN = "La volví a ver el martes a mediodía, en el mismo lugar."
TEAM_MESSAGE = "Coincide la fecha y el teléfono. ¿Pueden decirnos si está en un lugar seguro?"


def private_texts() -> list[str]:
    """Everything that must never be readable on a disk: names, telephones, narratives, messages."""
    people = (JOURNEY, JOURNEY_ELSEWHERE, SAME_RECRUITER, KNOWN_IN_BOTH, KNOWN_ELSEWHERE, *BACKGROUND)
    texts = [person.narrative for person in people]
    for person in people:
        texts += [person.identities["given_names"], person.identities["surnames"]]
        texts += [row["value"] for row in person.identities["identifiers"]]
    texts += [REPORT_NARRATIVE, REPORT_CONTACT, EARLIER_REPORT, ANSWER, WRITTEN_AGAIN, TEAM_MESSAGE]
    return sorted(set(texts))
