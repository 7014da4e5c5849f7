from django.urls import path, register_converter

from samverka.portal.bodies.views import (
    calling,
    composing,
    files,
    following,
    keeping,
    minutes,
    reading,
    sitting,
)


class FileKind:
    """Which file a document is wanted as."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(FileKind, "body_file")

urlpatterns = [
    path("", reading.bodies, name="bodies"),
    path("mine/", reading.mine, name="my_bodies"),
    path("found/", keeping.found, name="found_body"),
    path("<int:pk>/", reading.body, name="body"),
    path("<int:pk>/change/", keeping.change, name="change_body"),
    path("<int:pk>/start/", keeping.start, name="start_body"),
    path("<int:pk>/end/", keeping.end, name="end_body"),
    path("<int:pk>/desk/", keeping.desk, name="body_desk"),
    path("founders/<int:pk>/", keeping.founding_decision, name="founding_decision"),
    path("<int:pk>/composition/", composing.composition, name="body_composition"),
    path("<int:pk>/terms/begin/", composing.begin_term, name="begin_body_term"),
    path("terms/<int:pk>/count/", composing.count, name="count_body_term"),
    path("terms/<int:pk>/seats/add/", composing.seat, name="add_body_seat"),
    path("terms/<int:pk>/posts/", composing.post, name="give_body_post"),
    path("seats/<int:pk>/appoint/", composing.appoint, name="appoint_to_body"),
    path("appointments/<int:pk>/end/", composing.end_appointment, name="end_body_appointment"),
    path("<int:pk>/meetings/plan/", calling.plan, name="plan_body_meeting"),
    path("meetings/<int:pk>/", reading.meeting, name="body_meeting"),
    path("meetings/<int:pk>/change/", calling.change_meeting, name="change_body_meeting"),
    path("meetings/<int:pk>/agenda/", calling.agenda, name="body_agenda"),
    path("meetings/<int:pk>/agenda/add/", calling.add_item, name="add_body_item"),
    path("meetings/<int:pk>/call/", calling.call, name="call_body_meeting"),
    path("meetings/<int:pk>/cancel/", calling.cancel, name="cancel_body_meeting"),
    path("meetings/<int:pk>/open/", sitting.open_meeting, name="open_body_meeting"),
    path("meetings/<int:pk>/sitting/", sitting.sitting, name="body_sitting"),
    path("meetings/<int:pk>/close/", sitting.close, name="close_body_meeting"),
    path("meetings/<int:pk>/checkers/", minutes.checkers, name="body_checkers"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="body_minutes"),
    path("meetings/<int:pk>/minutes/write/", minutes.write, name="write_body_minutes"),
    path("meetings/<int:pk>/minutes/send/", minutes.send, name="send_body_minutes"),
    path("meetings/<int:pk>/minutes/publish/", minutes.publish, name="publish_body_minutes"),
    path("meetings/<int:pk>/minutes/correct/", minutes.correct, name="correct_body_minutes"),
    path("meetings/<int:pk>/call.<body_file:kind>", files.call, name="body_call_file"),
    path("meetings/<int:pk>/minutes.<body_file:kind>", files.minutes, name="body_minutes_file"),
    path("checks/<int:pk>/", minutes.check, name="check_body_minutes"),
    path("items/<int:pk>/", sitting.matter, name="body_matter"),
    path("items/<int:pk>/change/", calling.change_item, name="change_body_item"),
    path("items/<int:pk>/attach/", calling.attach, name="attach_to_body_item"),
    path("items/<int:pk>/propose/", following.send, name="send_body_initiative"),
    path("items/<int:pk>/task/", following.give_task, name="give_body_task"),
    path("attachments/<int:pk>/", files.attachment, name="body_attachment"),
    path("<int:pk>/propose/", following.send_for_body, name="send_initiative_for_body"),
    path("initiatives/<int:pk>/", following.initiative, name="body_initiative"),
    path("initiatives/<int:pk>/answer/", following.answer, name="answer_body_initiative"),
    path("initiatives/<int:pk>/follow-up/", following.follow_up, name="follow_up_body_initiative"),
    path("initiatives/<int:pk>/take-back/", following.take_back, name="take_back_body_initiative"),
    path("tasks/<int:pk>/", following.task, name="body_task"),
]
