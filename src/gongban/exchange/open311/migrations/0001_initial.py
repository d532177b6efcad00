import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('matters', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('city', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('content', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='matters.matter')),
                ('numbering', models.CharField(max_length=10)),
                ('token', models.CharField(max_length=64, null=True, unique=True)),
                ('answers', models.JSONField(default=dict)),
            ],
        ),
    ]
